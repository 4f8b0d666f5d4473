import type { ImpactIndex } from './impact-index';
import { GrowingArray } from './growing-array';

/** What a row's counts are made to weigh, once it is known how common each term is. */
export type Weighting = (counts: PostingCounts) => Float32Array;

/** All postings before they are weighted. */
export interface PostingCounts {
  readonly terms: Uint32Array;
  readonly rows: Uint32Array;
  readonly counts: Float32Array;
  readonly rowCount: number;
  /** Mean sum of a row's counts. */
  readonly meanLength: number;
  /** Inverse frequency of each term. */
  readonly rarity: Float64Array;
}

/** What is known of all rows: terms of few rows are weighed as those of the many that they join. */
export interface CollectionStatistics {
  readonly rowCount: number;
  readonly meanLength: number;
  frequency(term: string): number;
}

/**
 * Inverse document frequency, positive however common the term is.
 * @see Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the added 1 is Lucene's
 */
export function inverseFrequency(rows: number, rowsWithTerm: number): number {
  return Math.log(1 + (rows - rowsWithTerm + 0.5) / (rowsWithTerm + 0.5));
}

/** Collects the terms of rows, 12 bytes a posting, and makes an index of them. */
export class ImpactIndexBuilder {
  private readonly places = new Map<string, number>();
  private readonly terms = new GrowingArray((length) => new Uint32Array(length));
  private readonly rows = new GrowingArray((length) => new Uint32Array(length));
  private readonly counts = new GrowingArray((length) => new Float32Array(length));
  private rowCount = 0;

  /** Adds a row; rows without terms count too. */
  add(row: number, terms: Iterable<readonly [term: string, count: number]>): void {
    this.rowCount = Math.max(this.rowCount, row + 1);
    for (const [term, count] of terms) {
      let place = this.places.get(term);
      if (place === undefined) this.places.set(term, (place = this.places.size));
      this.terms.push(place);
      this.rows.push(row);
      this.counts.push(count);
    }
  }

  /** @param collection what is known of all rows, when these are not all */
  build(weigh: Weighting, collection: CollectionStatistics = this.statistics()): ImpactIndex {
    const terms = this.terms.values();
    const rows = this.rows.values();
    const { rowCount } = this;
    const meanLength = Math.fround(collection.meanLength);
    const rarity = Float64Array.from(this.places.keys(), (term) =>
      inverseFrequency(collection.rowCount, collection.frequency(term)),
    );
    const weights = weigh({ terms, rows, counts: this.counts.values(), rowCount, meanLength, rarity });
    const offsets = this.offsets();
    const next = offsets.slice();
    const sorted = { rows: new Uint32Array(rows.length), weights: new Float32Array(rows.length) };
    for (let posting = 0; posting < rows.length; posting++) {
      const place = next[terms[posting]!]!++;
      sorted.rows[place] = rows[posting]!;
      sorted.weights[place] = weights[posting]!;
    }
    return { terms: this.places, offsets, ...sorted, rowCount, meanLength };
  }

  private statistics(): CollectionStatistics {
    const offsets = this.offsets();
    return {
      rowCount: this.rowCount,
      meanLength: this.counts.values().reduce((sum, count) => sum + count, 0) / Math.max(1, this.rowCount),
      frequency: (term) => offsets[this.places.get(term)! + 1]! - offsets[this.places.get(term)!]!,
    };
  }

  /** Where the postings of each term will begin. */
  private offsets(): Uint32Array {
    const offsets = new Uint32Array(this.places.size + 1);
    for (const term of this.terms.values()) offsets[term + 1]!++;
    for (let term = 0; term < this.places.size; term++) offsets[term + 1]! += offsets[term]!;
    return offsets;
  }
}
