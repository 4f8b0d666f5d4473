/** How a query's statistics fade. */
export interface MemoryDecay {
  /** So many confirmations of the query later, one counts half: what is wanted now shows within as many again. */
  readonly halfLifeEvents: number;
  /** So many milliseconds later, it counts half. */
  readonly halfLifeMs: number;
}

/** How often an entity was looked at under a query, and wanted; both decayed. */
export interface EntityCounts {
  clicks: number;
  /** Times examined, at least `clicks`. */
  exposures: number;
}

/** A row as JSON. */
export type MemoryRowState = readonly [
  at: number,
  confirmations: number,
  entities: readonly (readonly [string, number, number])[],
];

const NOTHING: Readonly<EntityCounts> = { clicks: 0, exposures: 0 };

/**
 * Whoever confirmed something else has looked at an entity at least by so much. Without it, what a context never shows would
 * keep all that other contexts say of it.
 */
const LOOKED_AT_LEAST = 0.5;

/** What is remembered of one query in one context. */
export class MemoryRow {
  private at = 0;
  /** Decayed like the counts. */
  private confirmations = 0;
  private readonly entities = new Map<string, EntityCounts>();

  /** Ages everything by one more confirmation and by the time since the last. */
  confirm(at: number, { halfLifeEvents, halfLifeMs }: MemoryDecay): void {
    const factor = 2 ** -(1 / halfLifeEvents + (this.entities.size === 0 ? 0 : at - this.at) / halfLifeMs);
    this.at = at;
    this.confirmations = this.confirmations * factor + 1;
    for (const counts of this.entities.values()) {
      counts.clicks *= factor;
      counts.exposures *= factor;
    }
  }

  add(entityId: string, clicks: number, exposures: number): void {
    const counts = this.entities.get(entityId);
    if (counts === undefined) this.entities.set(entityId, { clicks, exposures });
    else {
      counts.clicks += clicks;
      counts.exposures += exposures;
    }
  }

  /** Leaves out the entities of fewest clicks, down to a number of them. */
  prune(most: number): void {
    if (this.entities.size <= most) return;
    const weakest = [...this.entities].sort(([, a], [, b]) => a.clicks - b.clicks || b.exposures - a.exposures);
    for (const [id] of weakest.slice(0, this.entities.size - most)) this.entities.delete(id);
  }

  counts(entityId: string): Readonly<EntityCounts> {
    const { clicks, exposures } = this.entities.get(entityId) ?? NOTHING;
    return { clicks, exposures: Math.max(exposures, LOOKED_AT_LEAST * this.confirmations) };
  }

  ids(): IterableIterator<string> {
    return this.entities.keys();
  }

  /** What is left of the counts at a later time, in (0, 1]. */
  left(at: number, { halfLifeMs }: MemoryDecay): number {
    return 2 ** -(Math.max(0, at - this.at) / halfLifeMs);
  }

  state(): MemoryRowState {
    const entities = [...this.entities].map(([id, { clicks, exposures }]) => [id, clicks, exposures] as const);
    return [this.at, this.confirmations, entities];
  }

  static restore([at, confirmations, entities]: MemoryRowState): MemoryRow {
    const row = new MemoryRow();
    row.at = at;
    row.confirmations = confirmations;
    for (const [id, clicks, exposures] of entities) row.add(id, clicks, exposures);
    return row;
  }
}
