import type { ScoredRow } from './impact-index';

/** Keeps the best of many rows, in a binary heap whose root is the worst of those kept. */
export class BestRows {
  /** Lower scores are not kept. */
  least = Number.NEGATIVE_INFINITY;
  private readonly rows: number[] = [];
  private readonly scores: number[] = [];

  /** @param depth how many are kept, at least 1 */
  constructor(private readonly depth: number) {}

  offer(row: number, score: number): void {
    const { rows, scores, depth } = this;
    if (rows.length < depth) {
      rows.push(row);
      scores.push(score);
      this.rise(rows.length - 1);
      if (rows.length === depth) this.least = scores[0]!;
    } else if (score > scores[0]! || (score === scores[0] && row < rows[0]!)) {
      rows[0] = row;
      scores[0] = score;
      this.sink();
      this.least = scores[0]!;
    }
  }

  /** By falling score, equal ones by rising row. */
  sorted(): ScoredRow[] {
    return this.rows
      .map((row, i) => ({ row, score: this.scores[i]! }))
      .sort((a, b) => b.score - a.score || a.row - b.row);
  }

  private isWorse(a: number, b: number): boolean {
    const { rows, scores } = this;
    return scores[a]! < scores[b]! || (scores[a] === scores[b] && rows[a]! > rows[b]!);
  }

  private rise(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.isWorse(i, parent)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private sink(): void {
    for (let i = 0; ;) {
      let worst = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < this.rows.length && this.isWorse(child, worst)) worst = child;
      if (worst === i) return;
      this.swap(i, worst);
      i = worst;
    }
  }

  private swap(a: number, b: number): void {
    const { rows, scores } = this;
    [rows[a], rows[b]] = [rows[b]!, rows[a]!];
    [scores[a], scores[b]] = [scores[b]!, scores[a]!];
  }
}
