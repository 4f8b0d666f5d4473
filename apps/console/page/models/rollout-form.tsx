import { useSignal } from '@preact/signals';
import type { DomainModelsView, RolloutRequest } from '@tiebreak/aggregator-host/views';
import { useId } from 'preact/hooks';
import { post } from '../browser/api';
import { Notice } from '../parts/notice';
import { bundlesOf } from '../view/bundles';
import { percent } from '../view/numbers';

/** Shares that a canary is usually walked through. */
const SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 1] as const;

/** Puts a bundle beside the active one, ends that, or makes one the active one. */
export function RolloutForm({ view, changed }: RolloutFormProps) {
  const { domain, models } = view;
  const id = useId();
  const known = bundlesOf(view);
  const bundle = useSignal(known[0] ?? '');
  const share = useSignal<number>(0.05);
  const said = useSignal<{ readonly kind: 'error' | 'hint'; readonly text: string } | undefined>(undefined);
  const running = models.some(({ role }) => role !== 'active');
  const send = async (request: RolloutRequest, done: string): Promise<void> => {
    try {
      await post(`/v1/models/${encodeURIComponent(domain)}/rollout`, request);
      said.value = { kind: 'hint', text: done };
    } catch (error) {
      said.value = { kind: 'error', text: (error as Error).message };
    }
    changed();
  };
  const beside = (action: 'canary' | 'shadow'): void => {
    const request = { action, bundle: bundle.value, trafficShare: share.value };
    void send(request, `${bundle.value} runs as ${action} on ${percent(share.value)} of requests.`);
  };
  const alone = (action: 'activate' | 'rollback'): void => {
    if (confirm(`Make ${bundle.value} the active model of ${domain}?`))
      void send({ action, bundle: bundle.value }, `${bundle.value} is active.`);
  };
  return (
    <form
      class="rollout"
      aria-label={`Rollout of ${domain}`}
      onSubmit={(event) => {
        event.preventDefault();
        beside('canary');
      }}
    >
      <div class="field">
        <label for={`${id}-bundle`}>Bundle, a folder under the model root</label>
        <input
          id={`${id}-bundle`}
          list={`${id}-bundles`}
          required
          value={bundle.value}
          onInput={({ currentTarget }) => {
            bundle.value = currentTarget.value;
          }}
        />
        <datalist id={`${id}-bundles`}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <div class="field">
        <label for={`${id}-share`}>Share of requests</label>
        <select
          id={`${id}-share`}
          value={share.value}
          onChange={({ currentTarget }) => {
            share.value = Number(currentTarget.value);
          }}
        >
          {SHARES.map((value) => (
            <option key={value} value={value}>
              {percent(value)}
            </option>
          ))}
        </select>
      </div>
      <div class="buttons">
        <button>Canary</button>
        <button
          type="button"
          onClick={() => {
            beside('shadow');
          }}
        >
          Shadow
        </button>
        <button
          type="button"
          disabled={!running}
          onClick={() => void send({ action: 'end' }, 'The rollout has ended.')}
        >
          End rollout
        </button>
        <button
          type="button"
          onClick={() => {
            alone('activate');
          }}
        >
          Activate
        </button>
        <button
          type="button"
          onClick={() => {
            alone('rollback');
          }}
        >
          Roll back to it
        </button>
      </div>
      {said.value !== undefined && <Notice kind={said.value.kind}>{said.value.text}</Notice>}
    </form>
  );
}

interface RolloutFormProps {
  readonly view: DomainModelsView;
  /** Told after a change, also a refused one. */
  readonly changed: () => void;
}
