import type { ScoringModel } from './scoring-model';

/** A row whose features come in one after the other: from none, through `order`, to all of them. */
export interface Walk {
  /** The features of the whole row. */
  readonly values: Float32Array;
  /** Columns whose value is not 0, each once, in the order in which they come in. */
  readonly order: readonly number[];
}

/** What a walk ends in; both are known before it is walked. */
export interface Ends {
  /** Log-odds without any feature. */
  readonly none: number;
  /** Log-odds of the whole row. */
  readonly all: number;
}

/** Rows of one call of a model: enough for its fixed cost not to count, few enough for a few megabytes. */
export const MOST_ROWS = 4_096;

/**
 * Log-odds at every stop of every walk between its ends: `order.length - 1` of them, after the first feature, the first
 * two, and so on. Scored in few calls of at most `MOST_ROWS` rows (more only when a single walk is longer).
 */
export async function walk(model: ScoringModel, walks: readonly Walk[]): Promise<number[][]> {
  const stops: number[][] = [];
  for (const batch of batches(walks)) {
    const rows = rowsOf(batch, model.schema.columns.length);
    const logOdds = rows.length === 0 ? [] : await model.logOdds(rows);
    let at = 0;
    for (const { order } of batch) {
      stops.push(Array.from({ length: stopsOf(order) }, (_, i) => logOdds[at + i]!));
      at += stopsOf(order);
    }
  }
  return stops;
}

/** What each step of a walk changes the log-odds by, in the walk's order. They sum to `all - none`. */
export function steps(stops: readonly number[], { none, all }: Ends): number[] {
  const path = [none, ...stops, all];
  return path.slice(1).map((logOdds, i) => logOdds - path[i]!);
}

const stopsOf = (order: readonly number[]): number => Math.max(0, order.length - 1);

/** Consecutive walks that fit into one call. */
function batches(walks: readonly Walk[]): Walk[][] {
  const batched: Walk[][] = [];
  let rows = Infinity;
  for (const one of walks) {
    const more = stopsOf(one.order);
    if (rows + more > MOST_ROWS) {
      batched.push([]);
      rows = 0;
    }
    batched.at(-1)!.push(one);
    rows += more;
  }
  return batched;
}

function rowsOf(walks: readonly Walk[], width: number): Float32Array {
  const rows = new Float32Array(walks.reduce((sum, { order }) => sum + stopsOf(order), 0) * width);
  let start = 0;
  for (const { values, order } of walks) {
    for (let stop = 0; stop < stopsOf(order); stop++, start += width) {
      if (stop > 0) rows.copyWithin(start, start - width, start);
      rows[start + order[stop]!] = values[order[stop]!]!;
    }
  }
  return rows;
}
