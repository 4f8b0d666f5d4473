import type { Resolution, ResolveRequest } from '@tiebreak/aggregation';
import type { LoggedDecision } from '@tiebreak/live-calibration';
import { redact } from './redact';

/** No context is anybody's own words, but attributes may hold anything. */
const NO_ATTRIBUTES = {};

/**
 * What the log keeps of an answer.
 * @param at milliseconds since 1970
 * @param words whether to keep what the user said
 */
export function loggedDecision(
  { requestId, utterance, locale, context, hypotheses }: ResolveRequest,
  { ranked, outcomes, decision }: Resolution,
  at: number,
  words: boolean,
): LoggedDecision {
  const answers = new Map(ranked.map((answer) => [answer.hypothesis.id, answer]));
  const answered = hypotheses.filter(({ id }) => answers.has(id));
  return {
    ...{ requestId, decidedAt: at, locale },
    utterance: words ? utterance : undefined,
    context: words ? context : { device: context.device, attributes: NO_ATTRIBUTES },
    hypotheses: (words ? answered : redact(answered)).map((hypothesis) => {
      const { score, bundleScore, fallback } = answers.get(hypothesis.id)!;
      return { hypothesis, score, bundleScore, fallback };
    }),
    models: Object.fromEntries(outcomes.flatMap(({ domain, model }) => (model === undefined ? [] : [[domain, model]]))),
    decision: {
      kind: decision.kind,
      options: decision.options.map(({ hypothesisId }) => hypothesisId),
      probabilityRight: decision.probabilityRight,
    },
  };
}
