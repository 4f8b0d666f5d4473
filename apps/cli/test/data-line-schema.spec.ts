import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpretation, nBestList } from '@tiebreak/arbitraries';
import { LIMITS, readLabelledUtterance } from '@tiebreak/interpretation';
import Ajv from 'ajv';
import fc from 'fast-check';
import { BAD_DATA } from './bad-data';
import { simulatedLines } from './simulated-lines';
import { ROOT, Workspace } from './tiebreak';

const accepts = compile(readFileSync(join(ROOT, 'docs/reference/data-line.schema.json'), 'utf8'));
const reads = (line: unknown): boolean => readLabelledUtterance(line).ok;

/**
 * The ajv that the linter brings knows draft 7: `$defs` were `definitions` then, and `dependentRequired` a part of
 * `dependencies`. The other keywords mean the same in both drafts, and one that it does not know is an error.
 */
function compile(schema: string): (line: unknown) => boolean {
  const asDraft7 = schema.replaceAll('$defs', 'definitions').replaceAll('dependentRequired', 'dependencies');
  const { $schema, ...rest } = JSON.parse(asDraft7) as { readonly $schema: string };
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  const validate = new Ajv({ strictKeywords: true }).compile(rest);
  return (line) => validate(line) as boolean;
}

function linesOf(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as unknown);
}

describe('the schema of data lines', () => {
  it('accepts the examples, and lines with all fields and without those that may be left out', () => {
    const lines = [...linesOf(join(ROOT, 'examples/play-mary-poppins.jsonl')), ...simulatedLines(20, 1)];
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !accepts(line))).toEqual([]);
    expect(accepts(line())).toBe(true);
    expect(accepts(line({ locale: 'en', context: { attributes: { room: '' } }, truth: { domain: 'Other' } }))).toBe(
      true,
    );
  });

  it('accepts the example of docs/reference/data-lines.md', () => {
    const page = readFileSync(join(ROOT, 'docs/reference/data-lines.md'), 'utf8');
    const [, example] = /```json\n([^]*?)```/.exec(page)!;
    expect(accepts(JSON.parse(example!))).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no object', []],
    ['no id', line({ id: undefined })],
    ['an empty id', line({ id: '' })],
    ['a number for an id', line({ id: 7 })],
    ['a long id', line({ id: 'x'.repeat(LIMITS.name + 1) })],
    ['no utterance', line({ utterance: undefined })],
    ['a long utterance', line({ utterance: 'x'.repeat(LIMITS.text + 1) })],
    ['no hypotheses', line({ hypotheses: [] })],
    ['too many hypotheses', line({ hypotheses: Array.from({ length: LIMITS.hypotheses + 1 }, () => reading()) })],
    ['a hypothesis without domain', line({ hypotheses: [reading({ domain: undefined })] })],
    ['a hypothesis without scores', line({ hypotheses: [reading({ scores: undefined })] })],
    ['two scores', line({ hypotheses: [reading({ scores: { domain: 0.5, intent: 0.5 } })] })],
    ['a score over 1', line({ hypotheses: [reading({ scores: { domain: 1.1, intent: 0.5, ner: 0.5 } })] })],
    ['a score below 0', line({ hypotheses: [reading({ scores: { domain: 0.5, intent: 0.5, ner: -0.1 } })] })],
    ['a signal that is no number', line({ hypotheses: [reading({ signals: { match: true } })] })],
    ['a signal without name', line({ hypotheses: [reading({ signals: { '': 1 } })] })],
    ['too many signals', line({ hypotheses: [reading({ signals: entries(LIMITS.signals + 1, 1) })] })],
    ['too many slots', line({ hypotheses: [reading({ slots: Array.from({ length: 65 }, () => slot()) })] })],
    ['a slot without value', line({ hypotheses: [reading({ slots: [slot({ value: '' })] })] })],
    ['a start without end', line({ hypotheses: [reading({ slots: [slot({ start: 0 })] })] })],
    ['an end without start', line({ hypotheses: [reading({ slots: [slot({ end: 1 })] })] })],
    ['half an offset', line({ hypotheses: [reading({ slots: [slot({ start: 0, end: 0.5 })] })] })],
    ['a confidence over 1', line({ hypotheses: [reading({ slots: [slot({ confidence: 2 })] })] })],
    ['an attribute that is no text', line({ context: { attributes: { room: 7 } } })],
    ['too many attributes', line({ context: { attributes: entries(LIMITS.attributes + 1, 'x') } })],
    ['a truth without domain', line({ truth: {} })],
    ['a truth with a slot without name', line({ truth: { domain: 'Music', slots: [{ value: 'x' }] } })],
  ])('refuses %s, as the reader does', (_, bad) => {
    const written: unknown = JSON.parse(JSON.stringify(bad));
    expect({ reader: reads(written), schema: accepts(written) }).toEqual({ reader: false, schema: false });
  });

  it.each(['a line that is no object', 'no utterance', 'several wrong scores', 'a truth without domain'])(
    'refuses %s, as train does',
    (title) => {
      const workspace = new Workspace();
      const args = BAD_DATA.find((bad) => bad.title === title)!.command(workspace);
      const lines = linesOf(args[args.indexOf('--data') + 1]!);
      workspace.remove();
      expect(lines.filter((line) => !accepts(line))).toHaveLength(1);
    },
  );

  it('refuses nothing that the reader accepts', () => {
    const lines = fc.record({
      id: fc.string({ minLength: 1 }),
      list: nBestList(['Music', 'Books']),
      truth: fc.option(interpretation(), { nil: undefined }),
    });
    const anything = fc.constantFrom<unknown>(-1, 0, 1, 1.5, 7, 2 ** 32, '', 'x', '😀'.repeat(600), true, [], {}, [{}]);
    let [refused, accepted] = [0, 0];
    fc.assert(
      fc.property(lines, anything, fc.nat(), ({ id, list, truth }, value, at) => {
        const written = JSON.parse(JSON.stringify({ id, ...list, truth })) as object;
        expect(accepts(written)).toBe(true);
        const places = placesIn(written);
        const [parent, key] = places[at % places.length]!;
        parent[key] = value;
        if (accepts(written)) accepted++;
        else {
          refused++;
          expect(reads(written)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
    // Both happen often, or the law would say nothing.
    expect(Math.min(refused, accepted)).toBeGreaterThan(20);
  });
});

type Place = readonly [parent: Record<string, unknown>, key: string];

/** Every field at every depth. */
function placesIn(value: object): Place[] {
  return Object.entries(value).flatMap(([key, child]): Place[] => [
    [value as Record<string, unknown>, key],
    ...(typeof child === 'object' && child !== null ? placesIn(child as object) : []),
  ]);
}

type Changes = Readonly<Record<string, unknown>>;

function line(changes: Changes = {}): object {
  return { id: 'a', utterance: 'play dune', hypotheses: [reading()], ...changes };
}

function reading(changes: Changes = {}): object {
  return { domain: 'Music', intent: 'Play', scores: { domain: 0.5, intent: 0.5, ner: 0.5 }, ...changes };
}

function slot(changes: Changes = {}): object {
  return { name: 'title', value: 'dune', ...changes };
}

function entries(count: number, value: unknown): object {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`key ${i}`, value]));
}
