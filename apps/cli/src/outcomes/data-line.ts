import type { ReferenceUtterance } from '@tiebreak/interpretation';
import type { JoinedOutcome } from '@tiebreak/live-calibration';

/** Stands for an utterance that the log did not keep; a data line has to have one. */
export const REDACTED = 'redacted';

/**
 * A decision as a line that models are trained on; undefined when nobody said which hypothesis is right. "None is right" is no
 * truth: what was meant may lie in a domain, whose hypotheses missed it.
 */
export function dataLineOf({ decision, report }: JoinedOutcome): ReferenceUtterance | undefined {
  const { requestId, utterance, locale, context } = decision;
  const hypotheses = decision.hypotheses.map(({ hypothesis }) => hypothesis);
  const right = hypotheses.find(({ id }) => id === report.rightHypothesisId);
  if (right === undefined) return undefined;
  const { domain, intent, slots } = right;
  const truth = { domain, intent, slots: slots.map(({ name, value }) => ({ name, value })) };
  // An empty utterance is legal in a request, and not in a line.
  return {
    id: requestId,
    utterance: utterance === undefined || utterance === '' ? REDACTED : utterance,
    locale,
    context,
    hypotheses,
    truth,
  };
}
