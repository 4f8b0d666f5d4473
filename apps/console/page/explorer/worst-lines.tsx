import { useSignal } from '@preact/signals';
import type { Reading, WorstLine } from '@tiebreak/report/contents';
import { Choice, TextField } from '../parts/fields';
import { Slots } from '../parts/slots';
import { findLines, type LineQuery } from '../view/find-lines';
import { brief, count, percent } from '../view/numbers';
import { isMissing, type Received } from '../view/received';

/** Lines that are drawn at once. */
const SHOWN = 100;

/** The surest mistakes, to be searched by words and domains. */
export function WorstLines({ lines, wrong }: WorstLinesProps) {
  const query = useSignal<LineQuery>({ words: '', meant: '', chosen: '' });
  const change = (part: Partial<LineQuery>): void => {
    query.value = { ...query.value, ...part };
  };
  const found = findLines(lines, query.value);
  const domainsOf = (side: 'truth' | 'winner'): (readonly [string, string])[] => {
    const domains = [...new Set(lines.map((line) => line[side]?.domain ?? ''))].filter(Boolean).sort();
    return [['', 'any domain'], ...domains.map((domain) => [domain, domain] as const)];
  };
  return (
    <section aria-labelledby="worst">
      <h2 id="worst">Surest mistakes</h2>
      <form
        class="filters"
        role="search"
        aria-label="Mistakes"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <TextField
          label="Words"
          wide
          value={query.value.words}
          change={(words) => {
            change({ words });
          }}
        />
        <Choice
          label="Meant"
          value={query.value.meant}
          choose={(meant) => {
            change({ meant });
          }}
          options={domainsOf('truth')}
        />
        <Choice
          label="Chosen"
          value={query.value.chosen}
          choose={(chosen) => {
            change({ chosen });
          }}
          options={domainsOf('winner')}
        />
      </form>
      <p class="note" role="status">
        {count(found.length)} of the {count(lines.length)} in the file; {count(wrong)} utterances are wrong in all.
      </p>
      <ol class="worst">
        {found.slice(0, SHOWN).map(({ id, utterance, device, loss, truth, winner, right }) => (
          <li key={id}>
            <p class="says">{utterance}</p>
            <p class="note">
              {id}, {device === '' ? 'unknown device' : device}, loss {brief(loss)} nats
            </p>
            <dl>
              <Row name="meant" reading={truth} />
              <Row name="chosen" reading={winner} score={winner?.score} />
              {!isMissing(right) && <Row name={`right, at ${right.rank}`} reading={right} score={right.score} />}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface WorstLinesProps {
  readonly lines: readonly Received<WorstLine>[];
  /** Utterances whose winner is wrong, in the file or not. */
  readonly wrong: number;
}

function Row({ name, reading, score }: RowProps) {
  const slots = (reading?.slots ?? []).map((slot) => ({ name: slot.name ?? '', value: slot.value ?? '' }));
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {reading?.domain} {reading?.intent} <Slots slots={slots} />
        {!isMissing(score) && <strong> {percent(score)}</strong>}
      </dd>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly reading: Received<Reading> | null | undefined;
  readonly score?: number | null | undefined;
}
