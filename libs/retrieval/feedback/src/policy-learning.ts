import type { OutcomeBatch } from './impression-outcome';
import type { EventLog, Kept, PolicyStore } from './event-log';
import { type ProjectionOptions, Projections } from './projections';
import { readLog } from './read-log';

/** How a policy's state changes by outcomes, at least one; pure, so that every replica comes to the same. */
export type Learn<State> = (state: State, outcomes: OutcomeBatch['outcomes']) => State;

/**
 * Lets a shared policy learn a stretch of the log. However often it is called, by however many replicas, every outcome is
 * learned once: the state knows up to where it has learned, and is replaced only by who has read its latest version.
 * @returns what is in the store now; undefined when the state ends before the stretch begins, or is of a log from which
 *   entries have been deleted: see `learnFromLog`
 */
export async function learnOutcomes<State>(
  store: PolicyStore<State>,
  batch: OutcomeBatch,
  initial: State,
  learn: Learn<State>,
): Promise<Kept<State> | undefined> {
  for (;;) {
    const kept = await store.read();
    if (kept !== undefined && kept.epoch > batch.epoch) return undefined;
    const fits = kept?.epoch === batch.epoch;
    if (fits && kept.position >= batch.until) return kept;
    if (batch.since > 0 && !(fits && kept.position >= batch.since)) return undefined;
    const start = fits ? kept : { position: 0, state: initial };
    const unlearned = batch.outcomes.filter(({ position }) => position > start.position);
    const state = unlearned.length === 0 ? start.state : learn(start.state, unlearned);
    const next = { epoch: batch.epoch, position: batch.until, state };
    if (await store.write(kept?.version ?? 0, next)) return next;
  }
}

/** Everything that became known in a log, from its beginning. */
export async function* outcomesOf(log: EventLog, options: ProjectionOptions): AsyncGenerator<OutcomeBatch> {
  const projections = new Projections(options);
  let since = 0;
  for await (const { epoch, entries } of readLog(log)) {
    const outcomes = entries.flatMap((entry) =>
      projections.take(entry).outcomes.map((outcome) => ({ ...outcome, position: entry.position })),
    );
    const until = entries.at(-1)?.position ?? since;
    yield { epoch, since, until, outcomes };
    since = until;
  }
}

/** Lets a shared policy learn what it has not learned yet of a whole log; all of it, after a deletion. */
export async function learnFromLog<State>(
  store: PolicyStore<State>,
  log: EventLog,
  options: ProjectionOptions,
  initial: State,
  learn: Learn<State>,
): Promise<void> {
  for await (const batch of outcomesOf(log, options)) await learnOutcomes(store, batch, initial, learn);
}
