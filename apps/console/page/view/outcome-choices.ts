import type { AnswerView } from './answer-view';

/** One answer that a user may give to a decision, and what is learned of it. */
export interface OutcomeChoice {
  readonly label: string;
  /** Fields of `RecordOutcomeRequest` beside the request's id. */
  readonly outcome:
    | { readonly rightHypothesisId: string; readonly wrongHypothesisIds: readonly string[] }
    | { readonly wrongHypothesisIds: readonly string[] }
    | { readonly noneRight: true };
}

/**
 * The answers to a decision. Whoever picks an option says that the others put forward are wrong; whoever declines says
 * that of what was put forward, and of nothing else; after a rejection it can only be told that nothing was right.
 */
export function outcomeChoices({ decision }: Pick<AnswerView, 'decision'>): OutcomeChoice[] {
  if (decision === undefined) return [];
  const ids = decision.options.map(({ hypothesisId }) => hypothesisId);
  const [first] = ids;
  const declined = { wrongHypothesisIds: ids };
  const picking = (id: string): OutcomeChoice['outcome'] => ({
    rightHypothesisId: id,
    wrongHypothesisIds: ids.filter((other) => other !== id),
  });
  if (decision.kind === 'reject') return [{ label: 'Nothing here was right', outcome: { noneRight: true } }];
  if (first === undefined) return [];
  switch (decision.kind) {
    case 'act':
      return [
        { label: 'Right', outcome: picking(first) },
        { label: 'Wrong', outcome: declined },
      ];
    case 'confirm':
      return [
        { label: 'Yes', outcome: picking(first) },
        { label: 'No', outcome: declined },
      ];
    case 'disambiguate':
      return [
        ...decision.options.map(({ hypothesisId, label }) => ({ label, outcome: picking(hypothesisId) })),
        { label: 'None of these', outcome: declined },
      ];
  }
}
