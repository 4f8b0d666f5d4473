import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { post } from '../browser/api';
import { AnswerPanel } from '../ask/answer-panel';
import { asked, ask, DEVICES, EXAMPLES } from '../ask/asked';
import { Notice } from '../parts/notice';

/** Say something, and see who answers and why. */
export function AskPage() {
  const { question, answer, busy, error } = asked;
  const input = useRef<HTMLInputElement>(null);
  const custom = useSignal(false);
  useEffect(() => {
    if (answer.value === undefined) input.current?.focus();
  }, []);
  const change = (part: Partial<typeof question.value>): void => {
    question.value = { ...question.value, ...part };
  };
  return (
    <>
      <h1>Ask</h1>
      <form
        class="ask"
        role="search"
        aria-label="Ask"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(post);
        }}
      >
        <div class="field wide">
          <label for="utterance">Utterance</label>
          <input
            id="utterance"
            ref={input}
            required
            maxLength={1000}
            autocomplete="off"
            placeholder="play mary poppins"
            value={question.value.utterance}
            onInput={({ currentTarget }) => {
              change({ utterance: currentTarget.value });
            }}
          />
        </div>
        <div class="field">
          <label for="device">Device</label>
          {custom.value ? (
            <input
              id="device"
              maxLength={100}
              value={question.value.device}
              onInput={({ currentTarget }) => {
                change({ device: currentTarget.value });
              }}
            />
          ) : (
            <select
              id="device"
              value={question.value.device}
              onChange={({ currentTarget }) => {
                custom.value = currentTarget.value === 'another';
                change({ device: custom.value ? '' : currentTarget.value });
              }}
            >
              {DEVICES.map((device) => (
                <option key={device} value={device}>
                  {device.replace('_', ' ')}
                </option>
              ))}
              <option value="another">another …</option>
            </select>
          )}
        </div>
        <div class="field">
          <label for="user">User</label>
          <input
            id="user"
            maxLength={100}
            autocomplete="off"
            placeholder="anonymous"
            value={question.value.userId}
            onInput={({ currentTarget }) => {
              change({ userId: currentTarget.value });
            }}
          />
        </div>
        <button class="main" disabled={busy.value}>
          Ask
        </button>
      </form>
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
