import { useSignal } from '@preact/signals';
import { post } from '../browser/api';
import { AnswerPanel } from '../ask/answer-panel';
import { ask, asked, DEVICES, EXAMPLES, type Question } from '../ask/asked';
import { Choice, TextField } from '../parts/fields';
import { Notice } from '../parts/notice';

const ANOTHER = 'another';
const CHOICES = [...DEVICES.map((name) => [name, name.replace('_', ' ')] as const), [ANOTHER, 'another …'] as const];

/** Say something, and see who answers and why. */
export function AskPage() {
  const { answer, busy, error } = asked;
  return (
    <>
      <h1>Ask</h1>
      <QuestionForm />
      <ul class="examples" aria-label="Examples">
        {EXAMPLES.map((utterance) => (
          <li key={utterance}>
            <button
              type="button"
              class="small quiet"
              onClick={() => {
                change({ utterance });
                void ask(post);
              }}
            >
              {utterance}
            </button>
          </li>
        ))}
      </ul>
      <div aria-live="polite" aria-busy={busy.value}>
        {error.value !== undefined && <Notice kind="error">{error.value}</Notice>}
        {answer.value !== undefined && <AnswerPanel key={answer.value.requestId} answer={answer.value} />}
      </div>
    </>
  );
}

function QuestionForm() {
  const { question, answer, busy } = asked;
  const { utterance, device, userId } = question.value;
  const custom = useSignal(DEVICES.every((name) => name !== device));
  const chooseDevice = (choice: string): void => {
    custom.value = choice === ANOTHER;
    change({ device: custom.value ? '' : choice });
    // What stands there is compared with what another device would have got.
    if (!custom.value && answer.value !== undefined) void ask(post);
  };
  return (
    <form
      class="ask"
      role="search"
      aria-label="Ask"
      onSubmit={(event) => {
        event.preventDefault();
        void ask(post);
      }}
    >
      <TextField
        label="Utterance"
        wide
        required
        focused={answer.value === undefined}
        maxLength={1000}
        autocomplete="off"
        placeholder="play mary poppins"
        value={utterance}
        change={(value) => {
          change({ utterance: value });
        }}
      />
      <Choice label="Device" value={custom.value ? ANOTHER : device} choose={chooseDevice} options={CHOICES} />
      {custom.value && (
        <TextField
          label="Its name"
          maxLength={100}
          value={device}
          change={(value) => {
            change({ device: value });
          }}
        />
      )}
      <TextField
        label="User"
        maxLength={100}
        autocomplete="off"
        placeholder="anonymous"
        value={userId}
        change={(value) => {
          change({ userId: value });
        }}
      />
      <button class="main" disabled={busy.value}>
        Ask
      </button>
    </form>
  );
}

function change(part: Partial<Question>): void {
  asked.question.value = { ...asked.question.value, ...part };
}
