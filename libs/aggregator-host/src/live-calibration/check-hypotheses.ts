import type { Violation } from '@tiebreak/interpretation';
import type { LoggedDecision, OutcomeReport } from '@tiebreak/live-calibration';

/** What is wrong with a report on a decision: names of hypotheses that were not ranked. */
export function checkHypotheses(
  { hypotheses }: LoggedDecision,
  { rightHypothesisId, wrongHypothesisIds }: OutcomeReport,
): Violation[] {
  const ids = new Set(hypotheses.map(({ hypothesis }) => hypothesis.id));
  const expected = 'the id of a hypothesis that was ranked in this request';
  const named = [
    ...(rightHypothesisId === '' ? [] : [{ field: 'rightHypothesisId', actual: rightHypothesisId }]),
    ...wrongHypothesisIds.map((actual, i) => ({ field: `wrongHypothesisIds[${i}]`, actual })),
  ];
  return named.filter(({ actual }) => !ids.has(actual)).map((one) => ({ ...one, expected }));
}
