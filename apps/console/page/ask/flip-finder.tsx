import { useSignal } from '@preact/signals';
import type { Flip } from '@tiebreak/aggregation';
import { post } from '../browser/api';
import { Notice } from '../parts/notice';
import type { AnswerView } from '../view/answer-view';
import { describeFlip } from '../view/describe-flip';
import { asked, DEVICES } from './asked';

/** Changes that a reader takes in at once. */
const SHOWN = 5;

/** Looks for the single changes that would put another hypothesis first, by resolving again and again. */
export function FlipFinder({ answer }: { readonly answer: AnswerView }) {
  const flips = useSignal<readonly Flip[] | undefined>(undefined);
  const busy = useSignal(false);
  const error = useSignal('');
  const find = async (): Promise<void> => {
    const question = asked.answered.value;
    if (question === undefined) return;
    busy.value = true;
    try {
      // The protocol's reader and the search come when they are asked for.
      const { flipsOf } = await import('./flips-of');
      flips.value = await flipsOf(post, question, answer, DEVICES);
      error.value = '';
    } catch (failure) {
      error.value = (failure as Error).message;
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="flips">
      {flips.value === undefined ? (
        <button type="button" disabled={busy.value} onClick={() => void find()}>
          {busy.value ? 'Resolving again and again …' : 'What would change the first place?'}
        </button>
      ) : (
        <div role="status">
          <h3>What would change the first place</h3>
          {flips.value.length === 0 && <p>No single change of a score, of a slot’s confidence or of the device.</p>}
          <ul>
            {flips.value.slice(0, SHOWN).map((flip) => {
              const { change, to, distance } = describeFlip(flip, answer.hypotheses);
              return (
                <li key={change}>
                  {change} <strong>{to}</strong> <span class="note">{distance}</span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {error.value !== '' && <Notice kind="error">{error.value}</Notice>}
    </div>
  );
}
