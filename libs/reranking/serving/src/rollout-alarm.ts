import { clopperPearson } from '@tiebreak/statistics';
import type { ShadowRecord } from './shadow-record';

/** What a rollout may show before it is taken back. */
export interface RolloutLimits {
  /** Largest share of the requests on which a shadow's first hypothesis may be another one, in [0, 1]. */
  readonly differing: number;
  /** Largest ratio of a canary's mean time to the active model's. */
  readonly slower: number;
}

/** Requests that a model answered, and how long they took in all. */
export interface AnsweredTraffic {
  readonly count: number;
  readonly seconds: number;
}

/** What came in since a canary began. */
export interface CanaryTraffic {
  readonly canary: AnsweredTraffic;
  readonly active: AnsweredTraffic;
  /** Requests that failed by a fault of the service's, whichever model had them. */
  readonly failed: number;
}

/** Chance of an alarm at a share of differing winners that is just at its limit. */
const ERROR = 0.05;

/** Why a shadow must not go further, or undefined when nothing speaks against it so far. */
export function shadowAlarm(record: ShadowRecord, { differing }: RolloutLimits): string | undefined {
  const { compared, winnersDiffer, failed } = record;
  if (failed > 0) return `the shadow could not score ${failed} requests`;
  const [atLeast] = clopperPearson(winnersDiffer, compared, 1 - ERROR, 'lower');
  if (atLeast > differing)
    return `the shadow's first hypothesis is another one on ${winnersDiffer} of ${compared} requests, surely more than ${percent(differing)}`;
  return undefined;
}

/** Why a canary must not go further, or undefined when nothing speaks against it so far. */
export function canaryAlarm({ canary, active, failed }: CanaryTraffic, { slower }: RolloutLimits): string | undefined {
  if (failed > 0) return `${failed} requests failed since the canary began`;
  const ratio = canary.seconds / canary.count / (active.seconds / active.count);
  // NaN without answers of both, which says nothing.
  if (ratio > slower)
    return `the canary takes ${ratio.toFixed(2)} times as long as the active model, more than ${slower}`;
  return undefined;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
