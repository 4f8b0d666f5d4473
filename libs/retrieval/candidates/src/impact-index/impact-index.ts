import { BestRows } from './best-rows';

/**
 * Inverted index of weighted terms: which rows hold a term, and how much it counts there. The score of a row is the sum
 * of its terms' weights times the query's.
 */
export interface ImpactIndex {
  /** The place of each term in `offsets`. */
  readonly terms: ReadonlyMap<string, number>;
  /** First posting of each term, and at the end the number of postings. */
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  /** One a posting, positive. */
  readonly weights: Float32Array;
  /** Rows are below this. */
  readonly rowCount: number;
  /** Mean sum of a row's counts, before they were weighted. */
  readonly meanLength: number;
}

/** A row and its score. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** Searches an index; holds memory of 8 bytes a row. Not for two searches at a time. */
export class ImpactSearcher {
  private readonly sums: Float32Array;
  private readonly touched: Uint32Array;

  constructor(private readonly index: ImpactIndex) {
    this.sums = new Float32Array(index.rowCount);
    this.touched = new Uint32Array(index.rowCount);
  }

  /** In how many rows a term stands. */
  frequency(term: string): number {
    const place = this.index.terms.get(term);
    return place === undefined ? 0 : this.index.offsets[place + 1]! - this.index.offsets[place]!;
  }

  /**
   * The rows with the highest scores, falling; equal scores in the order of rows.
   * @param query weights of the terms that are looked for
   * @param boost what a row's sum is multiplied by, positive
   */
  search(query: Iterable<readonly [term: string, weight: number]>, depth: number, boost?: Float32Array): ScoredRow[] {
    const { terms, offsets, rows, weights } = this.index;
    const { sums, touched } = this;
    let count = 0;
    for (const [term, weight] of query) {
      const place = terms.get(term);
      if (place === undefined || weight <= 0) continue;
      const end = offsets[place + 1]!;
      for (let posting = offsets[place]!; posting < end; posting++) {
        const row = rows[posting]!;
        const sum = sums[row]!;
        if (sum === 0) touched[count++] = row;
        sums[row] = sum + weight * weights[posting]!;
      }
    }
    const best = new BestRows(depth);
    for (let i = 0; i < count; i++) {
      const row = touched[i]!;
      const score = boost === undefined ? sums[row]! : sums[row]! * boost[row]!;
      sums[row] = 0;
      if (score >= best.least) best.offer(row, score);
    }
    return best.sorted();
  }
}
