import { Attribution, type ClosedImpression } from './attribution';
import type { EventLog } from './event-log';
import type { FeedbackRules } from './feedback-rules';
import { type Grade, UNTOUCHED } from './grade';
import type { NeighbourSwap } from './impression';
import { readLog } from './read-log';

/** One result of one search as a ranker learns from it. */
export interface TrainingRow {
  readonly impressionId: string;
  readonly domain: string;
  readonly query: string;
  readonly entityId: string;
  /** 1 for the first. */
  readonly position: number;
  /** In the order of the schema of the impression's ranker; NaN is missing. */
  readonly features: readonly number[];
  readonly rankerVersion: string;
  /** As the impression has them. */
  readonly featureSchema?: string;
  readonly swap?: NeighbourSwap;
  readonly grade: Grade;
}

/**
 * The ranker's training set: the rows of every impression, impression by impression in the order in which they closed,
 * those that nobody acted on included. What is still open at the end of the log is taken as it is.
 */
export async function* trainingRows(log: EventLog, rules: FeedbackRules): AsyncGenerator<readonly TrainingRow[]> {
  const attribution = new Attribution(rules);
  for await (const { entries } of readLog(log))
    for (const entry of entries) yield* attribution.take(entry).closed.map(rowsOf);
  yield* attribution.closeAll().map(rowsOf);
}

function rowsOf({ impression, grades }: ClosedImpression): readonly TrainingRow[] {
  const { id, domain, query, rankerVersion, featureSchema, swap } = impression;
  return impression.results.map(({ entityId, features }, i) => ({
    impressionId: id,
    domain,
    query,
    entityId,
    position: i + 1,
    features,
    rankerVersion,
    ...(featureSchema === undefined ? {} : { featureSchema }),
    ...(swap === undefined ? {} : { swap }),
    grade: grades.get(entityId) ?? UNTOUCHED,
  }));
}
