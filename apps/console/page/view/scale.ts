/** A map from values to places. */
export type Scale = (value: number) => number;

/** The straight line through (from[0], to[0]) and (from[1], to[1]); an empty range maps to the middle. */
export function linearScale(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [first, last] = from;
  if (first === last) return () => (to[0] + to[1]) / 2;
  return (value) => to[0] + ((value - first) / (last - first)) * (to[1] - to[0]);
}

/** Round values that cover [0, largest], some four steps apart: 1, 2 or 5 times a power of ten. @returns at least two */
export function ticksTo(largest: number): number[] {
  if (!(largest > 0) || !Number.isFinite(largest)) return [0, 1];
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * (1 - 1e-9))!;
  const steps = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/**
 * Places as near to the wanted ones as a distance between neighbours allows, in the order of the wanted ones: labels that
 * would overlap are pushed apart.
 * @param least distance of neighbours
 * @param range that they stay in, where there is room for all
 */
export function apart(wanted: readonly number[], least: number, range: readonly [number, number]): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const places = new Array<number>(wanted.length);
  let floor = range[0];
  for (const i of order) {
    places[i] = Math.max(wanted[i]!, floor);
    floor = places[i] + least;
  }
  let ceiling = range[1];
  for (const i of order.toReversed()) {
    places[i] = Math.min(places[i]!, ceiling);
    ceiling = places[i] - least;
  }
  // Without room for all, the distance is kept and the end of the range is not.
  const first = order[0];
  const over = first === undefined ? 0 : Math.max(0, range[0] - places[first]!);
  return places.map((place) => place + over);
}
