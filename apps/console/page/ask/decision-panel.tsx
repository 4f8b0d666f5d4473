import { useSignal } from '@preact/signals';
import { post } from '../browser/api';
import { Notice } from '../parts/notice';
import { searchFor } from './asked';
import type { AnswerView, DecisionView } from '../view/answer-view';
import { percent } from '../view/numbers';
import { type OutcomeChoice, outcomeChoices } from '../view/outcome-choices';
import { describeDecision } from '../view/describe-decision';

/** What was decided, as the user would hear it, with the ways to say what was right. */
export function DecisionPanel({ answer }: { readonly answer: AnswerView }) {
  const { decision, requestId } = answer;
  const told = useSignal<string | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  if (decision === undefined)
    return <Notice kind="hint">Nothing was decided: no hypothesis came back. The hops below say why.</Notice>;
  const tell = async ({ label, outcome }: OutcomeChoice): Promise<void> => {
    try {
      await post('/v1/outcomes', { requestId, ...outcome });
      told.value = label;
      error.value = undefined;
    } catch (failure) {
      error.value = (failure as Error).message;
    }
    if (!('rightHypothesisId' in outcome) || answer.search !== undefined) return;
    // Nothing was searched while it was open what is meant.
    await searchFor(post, outcome.rightHypothesisId).catch((failure: unknown) => {
      error.value = (failure as Error).message;
    });
  };
  return (
    <div class={`decision ${decision.kind}`} id="decision">
      <p class="kind">
        {decision.kind} <span class="note">{likelihood(decision)}</span>
      </p>
      <p class="says">{describeDecision(answer)}</p>
      <div class="buttons" role="group" aria-label="What was right?">
        {outcomeChoices(answer).map((choice) => (
          <button
            key={choice.label}
            type="button"
            disabled={told.value !== undefined}
            aria-pressed={told.value === choice.label}
            onClick={() => void tell(choice)}
          >
            {choice.label}
          </button>
        ))}
      </div>
      <p class="note" role="status">
        {told.value === undefined ? 'Your answer is recorded as the outcome.' : `Recorded: ${told.value}.`}
      </p>
      {error.value !== undefined && <Notice kind="error">{error.value}</Notice>}
    </div>
  );
}

function likelihood({ kind, probabilityRight }: DecisionView): string {
  return `${kind === 'disambiguate' ? 'the first option is ' : ''}${percent(probabilityRight)} likely to be right`;
}
