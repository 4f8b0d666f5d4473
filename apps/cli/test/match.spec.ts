import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readLabelledUtterance } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { type Run, tiebreak, Workspace } from './tiebreak';

const FILMS = ['Mary Poppins', 'Dune', 'The Notebook'];
const scores = { domain: 0.5, intent: 0.5, ner: 0.5 };

/** Readings of a wish whose upstream scores are alike: only what the catalogue has tells which is right. */
function line(i: number, film: string, other: string): object {
  const reading = (value: string) => ({ domain: 'Video', intent: 'Play', slots: [{ name: 'title', value }], scores });
  const hypotheses = i % 2 === 0 ? [reading(film), reading(other)] : [reading(other), reading(film)];
  return {
    id: `l${i}`,
    utterance: 'play it',
    hypotheses,
    truth: { domain: 'Video', intent: 'Play', slots: reading(film).slots },
    note: 'kept',
  };
}

const LINES = Array.from({ length: 60 }, (_, i) => {
  const random = seededRandom(i);
  return line(i, FILMS[i % FILMS.length]!, `nothing ${random.integer(1e6)} like it`);
});

interface Written {
  readonly note?: string;
  readonly hypotheses: readonly { readonly signals?: Readonly<Record<string, number>> }[];
}

describe('tiebreak match', () => {
  const workspace = new Workspace();
  const indexes = workspace.path('indexes');
  const data = workspace.writeLines('lines.jsonl', LINES);
  const joined = workspace.path('joined.jsonl.gz');
  const written = (file: string): Written[] =>
    gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Written);
  const match = (...flags: string[]): Promise<Run> =>
    tiebreak(['match', '--data', data, '--indexes', indexes, '--out', joined, ...flags]);

  beforeAll(async () => {
    const films = workspace.writeLines(
      'films.jsonl',
      FILMS.map((title, i) => ({ id: `f${i}`, title, popularity: i / 10 })),
    );
    const out = `${indexes}/Video`;
    const index = ['index', '--from', films, '--domain', 'Video', '--type', 'film', '--encoder', 'none', '--out', out];
    expect(await tiebreak(index)).toMatchObject({ code: 0 });
  });
  afterAll(() => {
    workspace.remove();
  });

  it('writes every line with the signals of its hypotheses, and all else as it was', async () => {
    const { code, stdout } = await match('--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { lines: 60, hypotheses: 120, withSignals: 120, withoutIndex: [] },
    ]);
    const lines = written(joined);
    for (const one of lines) expect(readLabelledUtterance(one)).toMatchObject({ ok: true });
    expect(lines[0]).toMatchObject({ ...LINES[0] });
    const [film, other] = lines[0]!.hypotheses;
    expect(film!.signals).toMatchObject({ entity_match: 1, entity_popularity: 0, entity_misnamed: 0 });
    expect(other!.signals!.entity_match).toBeLessThan(0.5);
  });

  it('keeps signals that a line has, and says which domains have no index', async () => {
    const lines = [
      { ...LINES[0], hypotheses: [{ domain: 'Music', intent: 'Play', slots: [], scores, signals: { heard: 2 } }] },
    ];
    const file = workspace.writeLines('music.jsonl', lines);
    const out = workspace.path('music.jsonl.gz');
    const { code, stderr } = await tiebreak(['match', '--data', file, '--indexes', indexes, '--out', out]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('no index of Music')]);
    expect(written(out)[0]).toMatchObject({ hypotheses: [{ signals: { heard: 2 } }] });
  });

  it('gives training features that nothing else tells: the bundle names them, and the right film is on top', async () => {
    await match();
    const model = workspace.path('models/video');
    const train = ['train', '--domain', 'Video', '--data', joined, '--dev', joined, '--gate-lines', 'learned'];
    // Nothing is ever wrong on top here, so that there is nothing to calibrate on.
    const signals = ['--signals', 'entity_match,entity_popularity', '--calibrator', 'none'];
    expect(await tiebreak([...train, ...signals, '--out', model])).toMatchObject({ code: 0 });
    const { features } = JSON.parse(readFileSync(`${model}/manifest.json`, 'utf8')) as { features: { name: string }[] };
    expect(features.map(({ name }) => name).slice(-2)).toEqual(['signal=entity_match', 'signal=entity_popularity']);
    const evaluate = ['evaluate', '--data', joined, '--models', workspace.path('models'), '--json'];
    const { code, stdout } = await tiebreak(evaluate);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { semer: 0, irer: 0 }]);
  });

  it.each([
    [
      'no such folder',
      ['--indexes', '/nowhere'],
      '/nowhere: expected a folder with an index for each domain, got ENOENT',
    ],
    ['no such lines', ['--data', '/nowhere'], '/nowhere: expected a readable file, got ENOENT'],
    [
      'no such place',
      ['--out', '/nowhere/x.jsonl'],
      '/nowhere/x.jsonl: expected a file that can be written, got ENOENT',
    ],
  ])('refuses %s', async (_, flags, said) => {
    expect(await match(...flags)).toMatchObject({ code: 1, stderr: expect.stringContaining(said) as unknown });
  });

  it('refuses a line that is wrong by file, line and field, and writes nothing', async () => {
    const file = workspace.writeLines('bad.jsonl', [LINES[0]!, { ...LINES[1], hypotheses: [{ domain: 'Video' }] }]);
    const out = workspace.path('never.jsonl');
    const { code, stderr } = await tiebreak(['match', '--data', file, '--indexes', indexes, '--out', out]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${file}:2: hypotheses[0].intent: expected`)]);
    expect(workspace.listing()).not.toContain('never.jsonl');
    expect(workspace.listing()).not.toContain('never.jsonl.part');
  });

  it('refuses to train on a signal that no hypothesis has', async () => {
    const train = ['train', '--domain', 'Video', '--data', joined, '--dev', joined, '--out', workspace.path('none')];
    const { code, stderr } = await tiebreak([...train, '--signals', 'entity_match,entity_mach']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('expected the signal "entity_mach" with some hypothesis'),
    ]);
    const { code: usage, stderr: told } = await tiebreak([...train, '--signals', 'a,a']);
    expect([usage, told]).toEqual([2, expect.stringContaining('expected every name once')]);
  });
});
