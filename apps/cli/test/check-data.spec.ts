import { gzipSync } from 'node:zlib';
import { inGateSplit } from '@tiebreak/training';
import { Command } from 'commander';
import { addCheckData } from '../src/commands/check-data';
import { Refusal } from '../src/refusal';
import { BAD_DATA } from './bad-data';
import { simulatedLines } from './simulated-lines';
import { Workspace } from './tiebreak';

const workspace = new Workspace();
afterAll(() => {
  workspace.remove();
});

interface Check {
  readonly refusal: string | undefined;
  readonly stdout: string;
  /** `@` stands for the folder of the files. */
  readonly stderr: string;
}

/** Runs the verb in this process, in a program of its own. */
async function check(...args: string[]): Promise<Check> {
  const program = new Command('tiebreak').exitOverride();
  addCheckData(program);
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  try {
    const refusal = await program.parseAsync(['check-data', ...args], { from: 'user' }).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof Refusal) return error.message.replaceAll(workspace.folder, '@');
        throw error;
      },
    );
    return { refusal, stdout: written.stdout, stderr: written.stderr.replaceAll(workspace.folder, '@') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

interface Line {
  readonly id: string;
  readonly hypotheses: readonly object[];
}

/** Lines that nothing is wrong with: words of their own, and now and then the right reading first. */
const GOOD = (simulatedLines(1_800, 1) as Line[]).map((line, i) => ({ ...line, utterance: `one or another ${i}` }));

/** Those of them that `train` learns from. */
const LEARNED = GOOD.filter(({ id }) => !inGateSplit(id)).length;

describe('lines that nothing is wrong with', () => {
  it('are described by one table a domain, and ready to train', async () => {
    const { refusal, stdout, stderr } = await check(workspace.writeLines('good.jsonl', GOOD));
    expect(refusal).toBeUndefined();
    expect(stdout).toBe('');
    expect(
      stderr.startsWith(`${GOOD.length - LEARNED} lines are left to the gate; the tables are of the others\n\n`),
    ).toBe(true);
    const tables = stderr.match(new RegExp(`^\\w+\nlines with its hypotheses +${LEARNED}$`, 'gm'));
    expect(tables!.map((table) => table.split('\n')[0])).toEqual(['Recipes', 'Timers', 'Trains', 'Weather']);
    expect(stderr.endsWith('\n\n@/good.jsonl: ready to train\n')).toBe(true);
  });

  it('are the same gzipped, and with --json one object', async () => {
    const text = GOOD.map((line) => `${JSON.stringify(line)}\n`).join('');
    const path = workspace.write('good.jsonl.gz', gzipSync(text));
    const { stdout, stderr } = await check(path, '--domain', 'Trains', '--json');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(stdout)).toEqual({
      file: path,
      lines: GOOD.length,
      gateLines: GOOD.length - LEARNED,
      badLines: { count: 0, shown: [] },
      domains: [expect.objectContaining({ domain: 'Trains', lines: LEARNED, hypotheses: 2 * LEARNED })],
      findings: [],
      verdict: 'ready to train',
    });
  });

  it('can be trained with a warning where they share words with others, and not where they share ids', async () => {
    const path = workspace.writeLines('train.jsonl', GOOD);
    const words = workspace.writeLines('words.jsonl', [{ ...GOOD[7]!, id: 'seven' }]);
    const warned = await check(path, '--domain', 'Trains', '--against', words);
    expect(warned.refusal).toBeUndefined();
    expect(warned.stderr).toMatch(/^warning {2}utterances that the other file has too.*: line-1-7$/m);
    expect(warned.stderr.endsWith('@/train.jsonl: can be trained, with 1 warning\n')).toBe(true);
    const refused = await check(path, '--domain', 'Trains', '--against', workspace.writeLines('ids.jsonl', [GOOD[7]!]));
    expect(refused.refusal).toBe('@/train.jsonl: not ready');
    expect(refused.stderr).toMatch(/^error {4}ids that the other file has too: expected none, got 1: line-1-7$/m);
  });
});

describe('lines that are wrong', () => {
  /** Every third line of 90 has a score of 2. */
  const poor = GOOD.slice(0, 90).map((line, i) => {
    const scores = { domain: 2, intent: 2, ner: 2 };
    return i % 3 === 0 ? { ...line, hypotheses: line.hypotheses.map((h) => ({ ...h, scores })) } : line;
  });

  it('are all counted, and the first 20 shown', async () => {
    const path = workspace.writeLines('poor.jsonl', poor);
    const { refusal, stderr } = await check(path);
    expect(refusal).toBe('@/poor.jsonl: not ready');
    const numbers = [...stderr.matchAll(/^@\/poor\.jsonl:(\d+): hypotheses\[0\]\.scores\.domain: expected/gm)];
    expect(numbers.map(([, number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, i) => 1 + 3 * i));
    expect(stderr).toContain('@/poor.jsonl:1: and 17 more fields\n');
    expect(stderr).toContain('\nand 10 more lines\n');
    expect(stderr).toContain('error    lines that are refused: expected none, got 30 of 90\n');
    const { stdout } = await check(path, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ lines: 90, badLines: { count: 30 }, verdict: 'not ready' });
    expect((JSON.parse(stdout) as { badLines: { shown: object[] } }).badLines.shown).toHaveLength(20);
  });

  it('say nothing against the others, which are counted', async () => {
    const broken = workspace.write(
      'broken.jsonl',
      Buffer.concat([Buffer.from('\xff\n', 'latin1'), Buffer.from(GOOD.map((l) => JSON.stringify(l)).join('\n'))]),
    );
    const { refusal, stderr } = await check(broken, '--domain', 'Trains');
    expect(refusal).toBe('@/broken.jsonl: not ready');
    expect(stderr).toContain('@/broken.jsonl:1: input: expected UTF-8, got bytes that are not\n');
    expect(stderr).toMatch(new RegExp(`^lines with its hypotheses +${LEARNED}$`, 'm'));
    expect(stderr.match(/^(error|warning)/gm)).toEqual(['error']);
  });

  it('may lack a truth where they are to be resolved', async () => {
    const requests = workspace.writeLines('requests.jsonl', [{ ...GOOD[0], truth: undefined }]);
    const training = await check(requests);
    expect(training.refusal).toBe('@/requests.jsonl: not ready');
    expect(training.stderr).toContain('@/requests.jsonl:1: truth: expected {domain, intent, slots}, got nothing\n');
    const resolving = await check(requests, '--for', 'resolve');
    expect(resolving.refusal).toBeUndefined();
    expect(resolving.stderr).toBe('@/requests.jsonl: ready to resolve\n');
    expect((await check(workspace.writeLines('poor.jsonl', poor), '--for', 'resolve')).refusal).toContain('not ready');
  });
});

/** What check-data says of well-formed lines that teach nothing; by the title of what train says. */
const TAUGHT: Readonly<Record<string, readonly string[]>> = {
  'no hypotheses of the domain': [
    'error    Gardening: hypotheses of the domain: expected lines with them, got none, but',
  ],
  "a truth with another schema's names": [
    'error    Weather: right hypotheses: expected at least 50, got 0 of ',
    'warning  Weather: intents of truths: expected names that hypotheses have, got in no hypothesis: "weather/find"',
  ],
  'nothing but right hypotheses': ['error    Weather: wrong hypotheses: expected at least 50, got 0 of '],
};

describe('whatever train refuses of its lines', () => {
  const trainings = BAD_DATA.flatMap(({ title, command, says }) => {
    const folder = new Workspace();
    const args = command(folder);
    folder.remove();
    return args[0] === 'train' ? [{ title, command, says }] : [];
  });

  it.each(trainings)('check-data refuses too: $title', async ({ title, command, says }) => {
    const args = command(workspace);
    const flag = (name: string): string => args[args.lastIndexOf(name) + 1]!;
    let said = '';
    for (const data of [flag('--data'), flag('--dev')]) {
      const { refusal, stderr } = await check(data, '--domain', flag('--domain'));
      said += `${stderr}${refusal!}\n`;
    }
    for (const part of TAUGHT[title] ?? says) expect(said).toContain(part);
  });
});
