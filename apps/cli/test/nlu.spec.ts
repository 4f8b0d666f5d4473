import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readLabelledUtterance } from '@tiebreak/interpretation';
import { readTaggedLines } from '../src/nlu/read-tagged-lines';
import { Refusal } from '../src/refusal';
import { type Run, tiebreak, Workspace } from './tiebreak';

/** A line of which it is known where the slot stands. */
function line(id: string, utterance: string, domain: string, intent: string, name: string, value: string): object {
  const start = utterance.indexOf(value);
  const slots = value === '' ? [] : [{ name, value, start, end: start + value.length }];
  return { id, utterance, locale: 'en-US', context: { device: 'phone' }, truth: { domain, intent, slots } };
}

const LINES = ['nina simone', 'bach', 'ella', 'the beatles', 'miles davis'].flatMap((artist, i) => [
  line(`m${i}`, `play some ${artist}`, 'Music', 'Play', 'artist', artist),
  line(`s${i}`, `stop ${artist} now`, 'Music', 'Stop', 'artist', artist),
  line(`b${i}`, `read me ${artist}`, 'Books', 'Read', 'title', artist),
  line(`c${i}`, `close ${artist} now`, 'Books', 'Close', 'title', artist),
  line(`o${i}`, 'will it rain', 'Other', 'Weather', '', ''),
]);

describe('tiebreak train-nlu and interpret', () => {
  const workspace = new Workspace();
  const data = workspace.writeLines('lines.jsonl', LINES);
  const models = workspace.path('models');
  afterAll(() => {
    workspace.remove();
  });

  const train = (domain: string, out: string, ...flags: string[]): Promise<Run> =>
    tiebreak(['train-nlu', '--data', data, '--domain', domain, '--out', out, ...flags]);

  it('train each domain alone, to the same bytes for the same lines', async () => {
    expect(await train('Music', `${models}/music`)).toMatchObject({ code: 0, stdout: '' });
    const { code, stdout } = await train('Books', `${models}/books`, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { seed: 1, domain: 'Books', intents: ['Close', 'Read'] }]);
    await train('Music', workspace.path('again'));
    for (const file of ['manifest.json', 'weights.bin'])
      expect(readFileSync(`${models}/music/${file}`).equals(readFileSync(workspace.path(`again/${file}`)))).toBe(true);
  });

  it('write lines that training and evaluation read, with all else on them kept', async () => {
    const asked = workspace.writeLines('asked.jsonl', [
      { ...LINES[0], note: 'kept' },
      { id: 'q', utterance: 'Play some Ella!' },
    ]);
    const out = workspace.path('out.jsonl.gz');
    const run = await tiebreak(['interpret', '--data', asked, '--models', models, '--out', out, '--n-best', '2']);
    expect(run).toMatchObject({ code: 0, stdout: '' });
    const written = gunzipSync(readFileSync(out))
      .toString()
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    for (const one of written) expect(readLabelledUtterance(one)).toMatchObject({ ok: true });
    expect(written[0]).toMatchObject({ ...LINES[0], note: 'kept' });
    const hypotheses = written[1]!.hypotheses as { domain: string }[];
    expect(hypotheses.map(({ domain }) => domain)).toEqual(['Books', 'Books', 'Music', 'Music']);
    expect(hypotheses[2]).toMatchObject({
      intent: 'Play',
      slots: [{ name: 'artist', value: 'Ella', start: 10, end: 14 }],
    });
  });

  it.each([
    [
      'no slot offsets',
      { ...LINES[0], truth: { domain: 'Music', intent: 'Play', slots: [{ name: 'artist', value: 'x' }] } },
      /bad\.jsonl:1: truth\.slots\[0\]\.start: expected where the slot begins/,
    ],
    [
      'a value that stands elsewhere',
      {
        ...LINES[0],
        truth: { domain: 'Music', intent: 'Play', slots: [{ name: 'artist', value: 'ella', start: 0, end: 4 }] },
      },
      /slots\[0\]\.value: expected "play", which stands there, got ella/,
    ],
    [
      'slots that share a word',
      {
        ...LINES[0],
        truth: {
          domain: 'Music',
          intent: 'Play',
          slots: [
            { name: 'artist', value: 'nina simone', start: 10, end: 21 },
            { name: 'artist', value: 'simone', start: 15, end: 21 },
          ],
        },
      },
      /bad\.jsonl:1: truth\.slots\[1\]: expected words that no other slot has, got one of slots\[0\]/,
    ],
    ['no truth', { id: 'x', utterance: 'play' }, /bad\.jsonl:1: truth: expected an object/],
    ['no words', { ...LINES[0], utterance: ' ' }, /bad\.jsonl:1: utterance: expected words/],
  ])('training lines are refused with %s by line and field', async (_, bad, message) => {
    const read = readTaggedLines(workspace.writeLines('bad.jsonl', [bad]));
    await expect(read).rejects.toThrow(Refusal);
    await expect(read).rejects.toThrow(message);
  });

  it('train-nlu refuses a domain that no line has', async () => {
    const { code, stderr } = await train('Video', workspace.path('no'));
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/lines\.jsonl: expected lines of the domain "Video", got none/),
    ]);
  });

  it.each([
    [['--n-best', '0'], 2, /expected a whole number from 1 to 16, got 0/],
    [['--n-best', '17'], 2, /expected a whole number from 1 to 16, got 17/],
    [['--models', '/nowhere'], 1, /\/nowhere: expected a readable folder, got ENOENT/],
    [['--data', '/nowhere'], 1, /\/nowhere: expected a readable file, got ENOENT/],
  ])('interpret refuses %j', async (flags, expected, message) => {
    const given = ['--data', data, '--models', models, '--out', workspace.path('no.jsonl'), ...flags];
    const { code, stderr } = await tiebreak(['interpret', ...given]);
    expect([code, stderr]).toEqual([expected, expect.stringMatching(message)]);
    expect(workspace.listing()).not.toContain('no.jsonl');
  });
});
