import type { AnswerView, HypothesisView } from './answer-view';

/** What the assistant would do or say. */
export function describeDecision({ decision, hypotheses }: Pick<AnswerView, 'decision' | 'hypotheses'>): string {
  if (decision === undefined) return '';
  switch (decision.kind) {
    case 'act': {
      const chosen = hypotheses.find(({ id }) => id === decision.options[0]?.hypothesisId);
      return chosen === undefined ? 'Acts.' : describeHypothesis(chosen);
    }
    case 'confirm':
    case 'disambiguate':
      return decision.question;
    case 'reject':
      return 'Nothing here is likely enough: hands over.';
  }
}

/** "Music PlayMusic: album mary poppins" */
export function describeHypothesis({
  domain,
  intent,
  slots,
}: Pick<HypothesisView, 'domain' | 'intent' | 'slots'>): string {
  const filled = slots.map(({ name, value }) => `${name} ${value}`).join(', ');
  return filled === '' ? `${domain} ${intent}` : `${domain} ${intent}: ${filled}`;
}
