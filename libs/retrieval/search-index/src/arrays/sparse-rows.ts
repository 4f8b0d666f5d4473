import {
  type ImpactIndex,
  ImpactIndexBuilder,
  ImpactSearcher,
  inverseFrequency,
  type ScoredRow,
} from '@tiebreak/candidates';
import type { Weighting } from '@tiebreak/candidates';

/**
 * Weighted terms of rows: those that were there when the index was made, and those that came since, which are few and
 * indexed anew whenever some come. A row may have several entries, its names for instance; its best one counts.
 */
export class SparseRows {
  private readonly base: ImpactSearcher;
  private readonly later = new Map<number, ReadonlyMap<string, number>[]>();
  private added: ImpactSearcher | undefined;
  private addedRows: number[] = [];

  /** @param rowOf the row of each entry; absent when entries are rows */
  constructor(
    private readonly index: ImpactIndex,
    private readonly weigh: Weighting,
    private readonly rowOf?: Uint32Array,
  ) {
    this.base = new ImpactSearcher(index);
  }

  /** Sets the entries of a row that came later. */
  set(row: number, entries: readonly ReadonlyMap<string, number>[]): void {
    this.later.set(row, [...entries]);
    this.added = undefined;
  }

  /**
   * The rows with the best entries.
   * @param rarity whether terms count by how rare they are
   */
  search(terms: readonly (readonly [string, number])[], rarity: boolean, depth: number): ScoredRow[] {
    const weighted = rarity
      ? terms.map(
          ([term, weight]) =>
            [term, weight * inverseFrequency(this.index.rowCount, this.base.frequency(term))] as const,
        )
      : terms;
    const norm = rarity ? Math.hypot(...weighted.map(([, weight]) => weight)) : 1;
    const best = new Map<number, number>();
    const offer = (row: number, score: number): void => {
      if (score > (best.get(row) ?? 0)) best.set(row, score);
    };
    const entries = this.rowOf === undefined ? depth : SPARE_ENTRIES * depth;
    for (const { row, score } of this.base.search(weighted, entries)) offer(this.rowOf?.[row] ?? row, score / norm);
    if (this.later.size > 0) {
      this.added ??= this.indexAdded();
      for (const { row, score } of this.added.search(weighted, entries)) offer(this.addedRows[row]!, score / norm);
    }
    return [...best]
      .map(([row, score]) => ({ row, score }))
      .sort((a, b) => b.score - a.score || a.row - b.row)
      .slice(0, depth);
  }

  private indexAdded(): ImpactSearcher {
    const builder = new ImpactIndexBuilder();
    this.addedRows = [];
    for (const [row, entries] of this.later)
      for (const entry of entries) builder.add(this.addedRows.push(row) - 1, entry);
    const { rowCount, meanLength } = this.index;
    const collection = { rowCount, meanLength, frequency: (term: string) => this.base.frequency(term) };
    return new ImpactSearcher(builder.build(this.weigh, collection));
  }
}

/** Several names of one entity may be among the best. */
const SPARE_ENTRIES = 3;
