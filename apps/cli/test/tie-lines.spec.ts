import { mkdirSync, readFileSync } from 'node:fs';
import { readTaggedLines } from '../src/nlu/read-tagged-lines';
import { ASKING_HABITS } from '../src/tie-lines/asking-habits';
import { type Run, tiebreak, Workspace } from './tiebreak';

describe('tiebreak tie-lines', () => {
  const workspace = new Workspace();
  afterAll(() => {
    workspace.remove();
  });

  const draw = (part: string, out: string, ...flags: string[]): Promise<Run> =>
    tiebreak(['tie-lines', '--part', part, '--lines', '400', '--out', workspace.path(out), ...flags]);
  const titlesOf = async (file: string): Promise<Set<string>> => {
    const { lines } = await readTaggedLines(workspace.path(file));
    expect(lines).toHaveLength(400);
    return new Set(
      lines.flatMap(({ utterance, slots }) =>
        slots.flatMap(({ name, start, end }) => (name === 'object_name' ? [utterance.slice(start, end)] : [])),
      ),
    );
  };

  it('writes lines that an NLU can be trained on, no title in two parts', async () => {
    for (const part of ['nlu', 'train', 'dev', 'test'])
      expect(await draw(part, `${part}.jsonl.gz`)).toMatchObject({ code: 0, stdout: '' });
    const parts = await Promise.all(['nlu', 'train', 'dev', 'test'].map((part) => titlesOf(`${part}.jsonl.gz`)));
    const all = parts.flatMap((titles) => [...titles]);
    expect(all.length).toBeGreaterThan(150);
    expect(new Set(all).size).toBe(all.length);
  });

  it('writes the same bytes for the same seed, and others for another', async () => {
    await draw('dev', 'once.jsonl');
    await draw('dev', 'again.jsonl');
    await draw('dev', 'other.jsonl', '--seed', '2');
    const [once, again, other] = ['once', 'again', 'other'].map((name) =>
      readFileSync(workspace.path(`${name}.jsonl`)),
    );
    expect(again!.equals(once!)).toBe(true);
    expect(other!.equals(once!)).toBe(false);
  });

  it('leaves out what is said in other files, whatever its capitals and punctuation', async () => {
    const works = Array.from({ length: 6 }, (_, i) =>
      ['Books', 'Video'].map((domain) => ({
        id: `${domain}${i}`,
        domain,
        type: 'work',
        title: `Dune ${i}`,
        popularity: 0.5,
      })),
    );
    const folder = workspace.path('catalogues');
    mkdirSync(folder);
    workspace.writeLines('catalogues/works.jsonl', works.flat());
    await draw('nlu', 'all.jsonl', '--catalogues', folder);
    const { utterance } = JSON.parse(readFileSync(workspace.path('all.jsonl'), 'utf8').split('\n')[0]!) as {
      utterance: string;
    };
    const without = workspace.writeLines('without.jsonl', [{ utterance: `${utterance.toUpperCase()}!` }]);
    expect(await draw('nlu', 'rest.jsonl', '--catalogues', folder, '--without', without)).toMatchObject({ code: 0 });
    const said = (file: string) => readFileSync(workspace.path(file), 'utf8').includes(`"utterance":"${utterance}"`);
    expect([said('all.jsonl'), said('rest.jsonl')]).toEqual([true, false]);
  });

  it.each([
    [['--part', 'all'], 2, /Allowed choices are nlu, train, dev, test/],
    [['--catalogues', '/nowhere'], 1, /\/nowhere: expected a readable folder of catalogues, got ENOENT/],
    [['--without', '/nowhere'], 1, /\/nowhere: expected a readable file, got ENOENT/],
  ])('refuses %j', async (flags, expected, message) => {
    const { code, stderr } = await draw('dev', 'no.jsonl', ...flags);
    expect([code, stderr]).toEqual([expected, expect.stringMatching(message)]);
    expect(workspace.listing()).not.toContain('no.jsonl');
  });
});

describe('the habits of asking', () => {
  it.each(Object.entries(ASKING_HABITS.devices))('give %s devices whose shares are a whole', (_, shares) => {
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('have each way once, with a title in it, for domains whose devices are known', () => {
    const { ways, devices } = ASKING_HABITS;
    expect(new Set(ways.map(({ words }) => words)).size).toBe(ways.length);
    for (const { words, domains } of ways) {
      expect(words.split('{title}')).toHaveLength(2);
      for (const domain of Object.keys(domains)) expect(devices).toHaveProperty(domain);
    }
  });
});
