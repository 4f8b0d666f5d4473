import type { ScoredOutcomes } from '@tiebreak/calibration';
import type { LineOutcome } from './ranked-line';

/** Score and outcome of every utterance's winner. */
export function winners(outcomes: readonly LineOutcome[]): ScoredOutcomes {
  return {
    scores: Float64Array.from(outcomes, ({ topScore }) => topScore),
    right: Uint8Array.from(outcomes, ({ topRight }) => topRight),
  };
}

/** Score and outcome of one domain's top hypothesis, for every utterance for which it has any. */
export function domainTops(outcomes: readonly LineOutcome[], domain: string): ScoredOutcomes {
  // Hypotheses stand best first, so that a domain's first one is its top.
  const tops = outcomes.flatMap(
    ({ hypotheses }) => hypotheses.find((hypothesis) => hypothesis.domain === domain) ?? [],
  );
  return {
    scores: Float64Array.from(tops, ({ score }) => score),
    right: Uint8Array.from(tops, ({ right }) => right),
  };
}
