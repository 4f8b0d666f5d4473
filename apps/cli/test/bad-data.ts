import { gzipSync } from 'node:zlib';
import { simulatedLines } from './simulated-lines';
import type { Workspace } from './tiebreak';

/** A command that must be refused. */
export interface BadCommand {
  readonly title: string;
  /** Makes the files that it needs. */
  readonly command: (workspace: Workspace) => readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Parts of what it says on stderr, `@` standing for the workspace's folder. */
  readonly says: readonly string[];
}

const LINES = simulatedLines(40, 1) as readonly Readonly<Record<string, unknown>>[];
const [FIRST] = LINES;
type Changes = Readonly<Record<string, unknown>>;

/** `train` for a made-up domain, on good development lines. */
export function train(workspace: Workspace, data: string, ...flags: string[]): string[] {
  const dev = workspace.writeLines('dev.jsonl', LINES);
  return ['train', '--domain', 'Weather', '--data', data, '--dev', dev, '--out', workspace.path('out'), ...flags];
}

/** `train` on a file that holds good lines but for a change of the second. */
const trainOnChanged = (title: string, changes: Changes, ...says: string[]): BadCommand => ({
  title,
  command: (w) => train(w, w.writeLines('data.jsonl', [FIRST!, { ...LINES[1], ...changes }, LINES[2]!])),
  says,
});

const trainOn = (title: string, name: string, content: string | Uint8Array, ...says: string[]): BadCommand => ({
  title,
  command: (w) => train(w, w.write(name, content)),
  says,
});

const TEXT = LINES.map((line) => `${JSON.stringify(line)}\n`).join('');
const GZIPPED = gzipSync(TEXT);
const BROKEN = '{"id": "line-1-0",\n';
const withScores = (scores: Changes): Changes => ({ hypotheses: [{ domain: 'Weather', intent: 'Ask', scores }] });

/** Files that cannot be read at all. */
const files: BadCommand[] = [
  {
    title: 'a file that is not there',
    command: (w) => train(w, w.path('nowhere.jsonl')),
    says: ['@/nowhere.jsonl: expected a readable file, got ENOENT'],
  },
  {
    title: 'a folder for a file',
    command: (w) => train(w, w.folder),
    says: ['@: expected a readable file, got EISDIR'],
  },
  trainOn('a .gz that is no gzip', 'data.jsonl.gz', TEXT, '@/data.jsonl.gz: expected gzip, got a file that'),
  trainOn(
    'a truncated gzip',
    'data.jsonl.gz',
    GZIPPED.subarray(0, -20),
    '@/data.jsonl.gz: expected gzip, got unexpected end',
  ),
  trainOn(
    'bytes that are not UTF-8',
    'data.jsonl',
    Buffer.from('{"id": "\xff"}', 'latin1'),
    '@/data.jsonl:1: input: expected UTF-8',
  ),
  trainOn('an empty file', 'data.jsonl', '', '@/data.jsonl: expected at least one line, got none'),
];

/** Lines that are wrong: file and line are named, then field, expected and actual. */
const lines: BadCommand[] = [
  trainOn(
    'broken JSON on line 3',
    'data.jsonl',
    `${TEXT.split('\n').slice(0, 2).join('\n')}\n${BROKEN}`,
    '@/data.jsonl:3: input: expected JSON, got',
  ),
  trainOn('broken JSON in a gzip', 'data.jsonl.gz', gzipSync(BROKEN), '@/data.jsonl.gz:1: input: expected JSON, got'),
  trainOn('a line that is no object', 'data.jsonl', '[]\n', '@/data.jsonl:1: input: expected an object, got []'),
  trainOnChanged(
    'no utterance',
    { utterance: undefined },
    '@/data.jsonl:2: utterance: expected a non-empty string, got nothing',
  ),
  trainOnChanged(
    'several wrong scores',
    withScores({ domain: 1.5, intent: 'high' }),
    '@/data.jsonl:2: hypotheses[0].scores.domain: expected a probability in [0, 1], got 1.5\n',
    '@/data.jsonl:2: hypotheses[0].scores.intent: expected a probability in [0, 1], got high\n',
    '@/data.jsonl:2: hypotheses[0].scores.ner: expected a probability in [0, 1], got nothing\n',
  ),
  trainOnChanged(
    'an id twice',
    { id: FIRST!.id },
    '@/data.jsonl:2: id: expected an id unlike that of line 1, got line-1-0',
  ),
  trainOnChanged(
    'no truth',
    { truth: undefined },
    '@/data.jsonl:2: truth: expected {domain, intent, slots}, got nothing',
  ),
  trainOnChanged(
    'a truth without domain',
    { truth: {} },
    '@/data.jsonl:2: truth.domain: expected a non-empty string, got nothing',
  ),
  {
    title: 'a bad development line',
    command: (w) => {
      const command = train(w, w.writeLines('data.jsonl', LINES));
      w.write('dev.jsonl', BROKEN);
      return command;
    },
    says: ['@/dev.jsonl:1: input: expected JSON, got'],
  },
  ...['evaluate', 'resolve', 'explain'].map((verb) => ({
    title: `a bad line, to ${verb}`,
    command: (w: Workspace) => [
      ...[verb, '--data', w.write('data.jsonl', BROKEN), '--models', 'apps'],
      ...(verb === 'resolve' ? ['--out', w.path('out')] : []),
      ...(verb === 'explain' ? ['--id', 'line-1-0'] : []),
    ],
    says: ['@/data.jsonl:1: input: expected JSON, got'],
  })),
];

/** Lines that are well formed but teach nothing. */
const lessons: BadCommand[] = [
  {
    title: 'no hypotheses of the domain',
    command: (w) => train(w, w.writeLines('data.jsonl', LINES), '--domain', 'Gardening'),
    says: ['@/data.jsonl', 'expected hypotheses of domain "Gardening", got none'],
  },
  {
    title: "a truth with another schema's names",
    command: (w) =>
      train(
        w,
        w.writeLines(
          'data.jsonl',
          LINES.map((line) => ({ ...line, truth: { domain: 'Weather', intent: 'weather/find' } })),
        ),
      ),
    says: ['@/data.jsonl', 'got 0 right of 64; does truth use the same domain, intent and slot names'],
  },
  {
    title: 'nothing but right hypotheses',
    command: (w) => {
      const hypothesis = { domain: 'Weather', intent: 'Ask', scores: { domain: 0.9, intent: 0.9, ner: 0.9 } };
      const truth = { domain: 'Weather', intent: 'Ask' };
      return train(
        w,
        w.writeLines(
          'data.jsonl',
          LINES.map((line) => ({ ...line, hypotheses: [hypothesis], truth })),
        ),
      );
    },
    says: ['@/data.jsonl', 'expected right and wrong hypotheses of domain "Weather", got 32 right of 32'],
  },
];

const trainInto = (title: string, registry: string, ...says: string[]): BadCommand => ({
  title,
  command: (w) => train(w, w.writeLines('data.jsonl', LINES), '--registry', w.write('registry.json', registry)),
  says,
});

/** Registries that have no place for the fallback curve. */
export const BAD_REGISTRIES: readonly BadCommand[] = [
  trainInto(
    'a registry without the domain',
    JSON.stringify([{ domain: 'Music', address: 'music:1', fallback: { slope: 1, intercept: 0 } }]),
    '@/registry.json: expected an entry for domain "Weather", got those for Music',
  ),
  trainInto('a registry that is none', '{}', 'registry @/registry.json: expected a list of domains, got object'),
];

/** Exit 1: the data said no. */
export const BAD_DATA: readonly BadCommand[] = [...files, ...lines, ...lessons];
