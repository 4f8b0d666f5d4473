import type { Candidate } from '@tiebreak/candidates';
import type { Context } from '@tiebreak/interpretation';
import type { Confirmation } from './attribution';
import { type MemoryDecay, MemoryRow, type MemoryRowState } from './memory-row';
import { PredictionTable } from './prediction-table';

export interface MemoryOptions extends MemoryDecay {
  /** Looks at an entity that what is known beforehand weighs as much as; above 0. */
  readonly smoothing: number;
  /** Click-through of an entity of which nothing is known, in (0, 1). */
  readonly prior: number;
  /** Entities remembered for a query, the most clicked. */
  readonly entitiesPerQuery: number;
  /** Queries remembered, each once for all contexts and once for every device; the longest unused go first. */
  readonly queries: number;
}

export const DEFAULT_MEMORY_OPTIONS: MemoryOptions = {
  halfLifeEvents: 25,
  halfLifeMs: 90 * 86_400_000,
  smoothing: 4,
  prior: 0.05,
  entitiesPerQuery: 50,
  queries: 500_000,
};

/** What is asked of the memory. */
export interface MemoryQuestion {
  readonly domain: string;
  /** Normalised. */
  readonly query: string;
  readonly context: Context;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** What remembers. */
export interface Recall {
  /** The entities wanted under a query, by falling expected click-through in (0, 1); equal ones by id. */
  recall(question: MemoryQuestion, depth: number): readonly Candidate[];
}

/** The memory as JSON, in an order that follows from the log. */
export type MemoryState = readonly (readonly [string, MemoryRowState])[];

/**
 * Query-to-entity statistics (Q2E): the decayed click-through of entities under a normalised query, on a device and on all.
 *
 * People read from the top, so what stands above a confirmed result was examined and not wanted, which is the cascade model;
 * what stands below it, or is not shown, is taken for half examined. Few looks at a device are smoothed towards the looks of all devices, few of those
 * towards the predicted queries, and those towards a prior.
 * @see Craswell et al., "An Experimental Comparison of Click Position-Bias Models", WSDM 2008
 */
export class QueryMemory implements Recall {
  /** What fills it before anybody acted; no part of its state. */
  predicted: PredictionTable = PredictionTable.EMPTY;
  private readonly rows = new Map<string, MemoryRow>();

  constructor(private readonly options: MemoryOptions) {}

  learn({ impression, entityId, position, examined, at }: Confirmation): void {
    const { domain, query, context, results } = impression;
    if (query === '') return;
    for (const key of keysOf(domain, query, context)) {
      const row = this.touch(key);
      row.confirm(at, this.options);
      // What an earlier confirmation lies below was examined then.
      for (let i = examined; i < position - 1; i++) row.add(results[i]!.entityId, 0, 1);
      row.add(entityId, 1, position > examined ? 1 : 0);
      row.prune(this.options.entitiesPerQuery);
    }
    for (const [oldest] of this.rows) {
      if (this.rows.size <= this.options.queries) break;
      this.rows.delete(oldest);
    }
  }

  recall({ domain, query, context, at }: MemoryQuestion, depth: number): readonly Candidate[] {
    const [all, device] = keysOf(domain, query, context).map((key) => this.rows.get(key));
    const predicted = this.predicted.of(domain, query);
    const ids = new Set(predicted.keys());
    for (const row of [all, device]) {
      for (const id of row?.ids() ?? []) if (row!.counts(id).clicks > 0) ids.add(id);
    }
    const candidates = [...ids].map((id) => {
      const before = predicted.get(id) ?? this.options.prior;
      return { id, score: this.clickThrough(device, id, at, this.clickThrough(all, id, at, before)) };
    });
    return candidates.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, depth);
  }

  /** The posterior mean of a binomial rate: (clicks + smoothing * before) / (exposures + smoothing). */
  private clickThrough(row: MemoryRow | undefined, id: string, at: number, before: number): number {
    if (row === undefined) return before;
    const { smoothing } = this.options;
    const left = row.left(at, this.options);
    const { clicks, exposures } = row.counts(id);
    return (left * clicks + smoothing * before) / (left * exposures + smoothing);
  }

  /** The row of a key, now the one used last. */
  private touch(key: string): MemoryRow {
    const row = this.rows.get(key) ?? new MemoryRow();
    this.rows.delete(key);
    this.rows.set(key, row);
    return row;
  }

  state(): MemoryState {
    return [...this.rows].map(([key, row]) => [key, row.state()]);
  }

  static restore(state: MemoryState, options: MemoryOptions): QueryMemory {
    const memory = new QueryMemory(options);
    for (const [key, row] of state) memory.rows.set(key, MemoryRow.restore(row));
    return memory;
  }
}

/** Of all contexts and, where it is known, of the device; normalised queries hold no such separator. */
function keysOf(domain: string, query: string, { device }: Context): string[] {
  const all = `${domain}\n${query}`;
  return device === '' ? [all] : [all, `${all}\n${device}`];
}
