import { useSignal } from '@preact/signals';
import type { DomainModelsView, RolloutRequest } from '@tiebreak/aggregator-host/views';
import { useId } from 'preact/hooks';
import { post } from '../browser/api';
import { Choice, TextField } from '../parts/fields';
import { Notice } from '../parts/notice';
import { bundlesOf, previousModel } from '../view/bundles';
import { percent } from '../view/numbers';

/** Shares that a canary is usually walked through. */
const SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 1];

/** Puts a bundle beside the active one, ends that, makes one the active one, or goes back to the one before. */
export function RolloutForm({ view, changed }: RolloutFormProps) {
  const { domain, models } = view;
  const listId = useId();
  const known = bundlesOf(view);
  const bundle = useSignal(known[0] ?? '');
  const share = useSignal(0.05);
  const said = useSignal<{ readonly kind: 'error' | 'hint'; readonly text: string } | undefined>(undefined);
  const running = models.some(({ role }) => role !== 'active');
  const previous = previousModel(view);
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
  const alone = (action: 'activate' | 'rollback', name: string): void => {
    if (confirm(`Make ${name} the active model of ${domain}?`))
      void send({ action, bundle: name }, `${name} is active.`);
  };
  const end = (): void => void send({ action: 'end' }, 'The rollout has ended.');
  return (
    <form
      class="rollout"
      aria-label={`Rollout of ${domain}`}
      onSubmit={(event) => {
        event.preventDefault();
        beside('canary');
      }}
    >
      <TextField
        label="Bundle, a folder under the model root"
        wide
        required
        list={listId}
        value={bundle.value}
        change={(value) => {
          bundle.value = value;
        }}
      />
      <datalist id={listId}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Choice
        label="Share of requests"
        value={String(share.value)}
        choose={(value) => {
          share.value = Number(value);
        }}
        options={SHARES.map((value) => [String(value), `${100 * value}%`])}
      />
      <div class="buttons">
        <button>Canary</button>
        <Action
          name="Shadow"
          act={() => {
            beside('shadow');
          }}
        />
        <Action name="End rollout" act={end} disabled={!running} />
        <Action
          name="Activate"
          act={() => {
            alone('activate', bundle.value);
          }}
        />
        {previous !== undefined && (
          <Action
            name={`Roll back to ${previous.bundle}`}
            act={() => {
              alone('rollback', previous.bundle);
            }}
          />
        )}
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

function Action({ name, act, disabled = false }: ActionProps) {
  return (
    <button type="button" disabled={disabled} onClick={act}>
      {name}
    </button>
  );
}

interface ActionProps {
  readonly name: string;
  readonly act: () => void;
  readonly disabled?: boolean;
}
