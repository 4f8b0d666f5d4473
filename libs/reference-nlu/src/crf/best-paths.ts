import type { Potentials } from './potentials';

/** A sequence of labels. */
export interface LabelPath {
  readonly labels: Uint8Array;
  /** Its `pathScore`, up to rounding. */
  readonly score: number;
}

/**
 * The `count` sequences of largest score, or all legal ones if there are fewer; best first, equal scores in a fixed order.
 * Each position keeps that many sequences for each label, merged from the sorted ones of the position before; time
 * length * labels^2 * count.
 * @see Huang & Chiang, "Better k-best Parsing", IWPT 2005, algorithm 1, on a chain
 */
export function bestPaths({ length, labels, emissions, transitions }: Potentials, count: number): LabelPath[] {
  const cells = length * labels;
  const scores = new Float64Array(cells * count).fill(-Infinity);
  /** Where a sequence comes from: previous label * count + its rank there. */
  const origins = new Int32Array(cells * count);
  for (let label = 0; label < labels; label++)
    scores[label * count] = transitions[labels * labels + label]! + emissions[label]!;
  // Half of the labels go on with a segment, and may stand after two others only.
  const before = Array.from({ length: labels }, (_, label) =>
    Array.from({ length: labels }, (_, previous) => previous).filter(
      (previous) => transitions[previous * labels + label]! > -Infinity,
    ),
  );
  const taken = new Int32Array(labels);
  for (let t = 1; t < length; t++) {
    const last = (t - 1) * labels * count;
    for (let label = 0; label < labels; label++) {
      const cell = (t * labels + label) * count;
      taken.fill(0);
      for (let rank = 0; rank < count; rank++) {
        let best = -Infinity;
        let from = -1;
        for (const previous of before[label]!) {
          if (taken[previous] === count) continue;
          const score = scores[last + previous * count + taken[previous]!]! + transitions[previous * labels + label]!;
          if (score > best) {
            best = score;
            from = previous;
          }
        }
        if (from < 0) break;
        scores[cell + rank] = best + emissions[t * labels + label]!;
        origins[cell + rank] = from * count + taken[from]!++;
      }
    }
  }
  const ends: { score: number; place: number }[] = [];
  for (let place = 0, last = (length - 1) * labels * count; place < labels * count; place++) {
    const score = scores[last + place]!;
    if (score > -Infinity) ends.push({ score, place });
  }
  ends.sort((a, b) => b.score - a.score || a.place - b.place);
  return ends.slice(0, count).map(({ score, place }) => ({ score, labels: traceBack(place) }));

  function traceBack(end: number): Uint8Array {
    const path = new Uint8Array(length);
    for (let t = length - 1, place = end; t >= 0; t--) {
      path[t] = Math.floor(place / count);
      place = origins[t * labels * count + place]!;
    }
    return path;
  }
}
