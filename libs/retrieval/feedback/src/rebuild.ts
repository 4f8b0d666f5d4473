import type { EventLog, Kept, Q2EStore } from './event-log';
import { DEFAULT_PROJECTIONS, type ProjectionOptions, Projections } from './projections';
import { readLog } from './read-log';

/** Projections that were made again, beside those that were there. */
export interface Rebuilt {
  /** Entries of the log up to `position`. */
  readonly entries: number;
  readonly position: number;
  /** Whether the two are the same to the bit; undefined when entries were deleted since, so that they cannot be. */
  readonly equal: boolean | undefined;
}

/** Makes projections again from the log, up to where others end, and compares the two. */
export async function rebuildUpTo(log: EventLog, options: ProjectionOptions, others: Kept<string>): Promise<Rebuilt> {
  const projections = new Projections(options);
  let read = 0;
  let epoch = others.epoch;
  for await (const page of readLog(log)) {
    epoch = page.epoch;
    const entries = page.entries.filter(({ position }) => position <= others.position);
    for (const entry of entries) projections.take(entry);
    read += entries.length;
    if (entries.length < page.entries.length) break;
  }
  const equal = epoch === others.epoch ? projections.serialise() === others.state : undefined;
  return { entries: read, position: others.position, equal };
}

/**
 * Makes the kept projections again from the whole log and keeps the new ones in their place, by the options that made the
 * old ones, or by the usual ones when none are kept.
 * @returns of the new ones entries and position, and whether the old ones were what the log gave up to where they ended;
 *   undefined also when none were kept
 */
export async function rebuildKept(log: EventLog, store: Q2EStore): Promise<Rebuilt> {
  const kept = await store.read();
  const options = kept === undefined ? undefined : Projections.restore(kept.state)?.options;
  const projections = new Projections(options ?? DEFAULT_PROJECTIONS);
  let [read, epoch, position] = [0, 0, 0];
  let compared: string | undefined;
  for await (const page of readLog(log)) {
    epoch = page.epoch;
    for (const entry of page.entries) {
      if (kept !== undefined && entry.position > kept.position) compared ??= projections.serialise();
      projections.take(entry);
      position = entry.position;
    }
    read += page.entries.length;
  }
  const state = projections.serialise();
  const equal = kept?.epoch === epoch ? (compared ?? state) === kept.state : undefined;
  // Where a service has kept later ones meanwhile, those stay.
  await store.write(kept?.version ?? 0, { epoch, position, state });
  return { entries: read, position, equal };
}
