import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, readRegistry, type RegistryEntry } from '@tiebreak/configuration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import type { DomainOptions } from '../src/domain/domain-plan';
import type { Case, Outcome } from './generate';

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tiebreak-generator-'));
const LINES = join(folder, 'train.jsonl');
const BROKEN = join(folder, 'broken.jsonl');
const REGISTRY = 'apps/aggregator/registry.json';

execFileSync(process.execPath, [join(WORKSPACE, 'examples/podcasts/write-lines.js'), folder]);
// The lines' own domain may have been added here, as the how-to does.
writeFileSync(LINES, readFileSync(LINES, 'utf8').replaceAll('Podcasts', 'Zoetropes'));
writeFileSync(BROKEN, readFileSync(LINES, 'utf8').replace('"PlayEpisode"', '7'));

/** Domains that are as the generator makes them; one that gets features of its own leaves this list. */
const GENERATED = [books, music, video];
/** What a domain's team adds to its app, or a release does. */
const ADDED = /^apps\/\w+\/(model|test\/golden-lines\.jsonl|test\/__snapshots__|CHANGELOG\.md)(\/|$)/;

/** Options that are refused, and parts of the message. */
const REFUSED: readonly (readonly [title: string, options: DomainOptions, ...says: string[]])[] = [
  [
    'a name with a dash',
    { name: 'my-zoetropes' },
    'name: expected a letter, then letters and digits',
    '"my-zoetropes"',
  ],
  ['a name that leads elsewhere', { name: '../zoetropes' }, 'name: expected a letter'],
  ['an empty name', { name: '' }, 'name: expected a letter', 'got ""'],
  ['a word of the language', { name: 'delete' }, 'name: expected a name that a variable may have, got delete'],
  ['a word of its modules', { name: 'await' }, 'name: expected a name that a variable may have, got await'],
  ['the name of no domain', { name: 'other' }, 'name: expected another than Other'],
  ['a domain that is there', { name: 'music' }, 'name: expected', 'got music, as apps/music has'],
  ['an app that is there', { name: 'cli' }, 'name: expected a name that no project has yet, got cli, as apps/cli has'],
  ['the name of a lib', { name: 'scoring' }, 'as libs/reranking/scoring has'],
  ['a port of another domain', { name: 'zoetropes', port: 50052 }, 'port: expected one that is free', '50052; taken'],
  ["another domain's admin port", { name: 'zoetropes', port: 49052 }, 'port: expected one that is free'],
  ["a port whose admin port is the aggregator's", { name: 'zoetropes', port: 9080 }, 'port: expected one that is free'],
  [
    'a port below those that are free to use',
    { name: 'zoetropes', port: 80 },
    'port: expected a whole number from 2025',
  ],
  [
    'a port above all',
    { name: 'zoetropes', port: 70_000 },
    'port: expected a whole number from 2025 to 65535, got 70000',
  ],
  ['an empty intent', { name: 'zoetropes', intents: ['PlayEpisode', ''] }, 'intents: expected names', '"PlayEpisode,"'],
  ['a slot with a space before', { name: 'zoetropes', slots: [' show'] }, 'slots: expected names', '" show"'],
  ['an empty noun', { name: 'zoetropes', noun: ' ' }, 'noun: expected a word, got " "'],
  ['a sentence that ends its comment', { name: 'zoetropes', about: 'Shows. */' }, 'about: expected one line of text'],
  [
    'lines that are not there',
    { name: 'zoetropes', from: join(folder, 'nowhere') },
    'nowhere: expected a readable file',
  ],
  ['a line that is wrong', { name: 'zoetropes', from: BROKEN }, 'broken.jsonl:1: hypotheses[', 'intent: expected'],
  ['lines of others', { name: 'news', from: LINES }, 'from: expected', 'hypotheses of News, got those of Zoetropes'],
];

const zoetropes: DomainOptions = { name: 'zoetropes', noun: 'zoetrope', about: 'Shows and episodes.', from: LINES };
let made: Outcome;
let bare: Outcome;
let again: readonly Outcome[];
let refused: readonly Outcome[];

beforeAll(() => {
  const cases: Case[] = [
    { options: zoetropes },
    { options: { name: 'KiteFlying' } },
    ...GENERATED.map(({ name }) => ({ again: true, options: optionsOf(name) })),
    ...REFUSED.map(([, options]) => ({ options })),
  ];
  const runner = join(WORKSPACE, 'tools/run-typescript.js');
  const output = execFileSync(process.execPath, [runner, join(__dirname, 'generate.ts')], {
    cwd: WORKSPACE,
    input: JSON.stringify(cases),
    encoding: 'utf8',
    env: { ...environment(), NX_DAEMON: 'false' },
  });
  const outcomes = JSON.parse(output) as Outcome[];
  [made, bare] = outcomes as [Outcome, Outcome];
  again = outcomes.slice(2, 2 + GENERATED.length);
  refused = outcomes.slice(2 + GENERATED.length);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a domain that is made', () => {
  it('has a place of its own in the registry, after which the others are as they were', () => {
    const before = JSON.parse(readFileSync(join(WORKSPACE, REGISTRY), 'utf8')) as RegistryEntry[];
    const after = JSON.parse(made.files[REGISTRY]!) as RegistryEntry[];
    expect(after.filter(({ domain }) => domain !== 'Zoetropes')).toEqual(before);
    const [entry] = after.filter(({ domain }) => domain === 'Zoetropes');
    expect(entry).toMatchObject({ noun: 'zoetrope', fallback: { slope: 1, intercept: 0 } });
    expect(before.map(({ address }) => address)).not.toContain(entry!.address);
    expect(made.files['apps/zoetropes/src/main.ts']).toContain(`port: ${entry!.address.split(':')[1]!},`);
    const file = join(folder, 'registry.json');
    writeFileSync(file, made.files[REGISTRY]!);
    expect(readRegistry(file)).toHaveLength(before.length + 1);
  });

  it('takes the intents and slots of its training lines', () => {
    expect(made.files['libs/domains/zoetropes/src/index.ts']).toBe(
      [
        "import { defineDomain } from '@tiebreak/scoring';",
        '',
        '/** Shows and episodes. */',
        'export const zoetropes = defineDomain({',
        "  name: 'Zoetropes',",
        "  noun: 'zoetrope',",
        "  intents: ['FollowShow', 'PlayEpisode'],",
        "  slotNames: ['show'],",
        '});',
        '',
      ].join('\n'),
    );
  });

  it('keeps the first lines, without what was meant, as golden lines', () => {
    const golden = made.files['apps/zoetropes/test/golden-lines.jsonl']!.trim().split('\n');
    const first = readFileSync(LINES, 'utf8').split('\n', golden.length);
    expect(golden.length).toBeGreaterThan(0);
    golden.forEach((line, i) => {
      const { truth: _truth, ...said } = JSON.parse(first[i]!) as { truth: object };
      expect(JSON.parse(line)).toMatchObject(said);
      expect(JSON.parse(line)).not.toHaveProperty('truth');
    });
  });

  it('leaves intents, slots and noun open when nothing says what they are', () => {
    expect(bare.files['libs/domains/kiteflying/src/index.ts']).toContain(
      "export const kiteflying = defineDomain({\n  name: 'KiteFlying',\n});",
    );
    expect(bare.files).not.toHaveProperty(['apps/kiteflying/test/golden-lines.jsonl']);
  });

  it('changes no file that is there but the registries and what lists the domains', () => {
    for (const { files } of [made, bare])
      expect(
        Object.keys(files)
          .filter((path) => !/zoetropes|kiteflying/.test(path))
          .sort(),
      ).toEqual([
        REGISTRY,
        'apps/cli/src/domain-definitions.ts',
        'tools/deploy/aggregator/registry.json',
        'tools/deploy/whole/kustomization.yaml',
      ]);
  });
});

it.each(GENERATED.map(({ name }, i) => ({ name, i })))(
  '$name, made again, is what is committed up to its model',
  ({ i }) => {
    const { files, error } = again[i]!;
    expect(error).toBeUndefined();
    const differing = Object.entries(files).filter(([path, content]) => !ADDED.test(path) && differs(path, content));
    expect(Object.fromEntries(differing)).toEqual({});
  },
);

it.each(REFUSED.map(([title, , ...says], i) => ({ title, says, i })))(
  '$title is refused, and nothing is changed',
  ({ says, i }) => {
    for (const part of says) expect(refused[i]!.error).toContain(part);
    expect(refused[i]!.files).toEqual({});
  },
);

/** The options that make a domain of the workspace again. */
function optionsOf(domain: string): DomainOptions {
  const { noun, intents, slotNames } = GENERATED.find(({ name }) => name === domain)!;
  const project = domain.toLowerCase();
  const { address } = readRegistry(join(WORKSPACE, REGISTRY)).find((entry) => entry.domain === domain)!;
  const [, about] = /\/\*\* (.*) \*\//.exec(
    readFileSync(join(WORKSPACE, `libs/domains/${project}/src/index.ts`), 'utf8'),
  )!;
  return {
    name: project,
    noun: noun!,
    intents: intents!,
    slots: slotNames!,
    about: about!,
    port: Number(address.split(':')[1]),
  };
}

/** Set after a domain was generated: the version by a release, the curve by training, the words of questions by people. */
const SET_LATER = ['version', 'fallback', 'intents', 'slots'];

/** Whether a file is another than the committed one, but for what is set later. */
function differs(path: string, content: string | null): boolean {
  if (content === null) return true;
  const committed = readFileSync(join(WORKSPACE, path), 'utf8');
  if (!path.endsWith('.json')) return content !== committed;
  const withoutData = (text: string): string =>
    JSON.stringify(JSON.parse(text), (key, value: unknown) => (SET_LATER.includes(key) ? undefined : value));
  return withoutData(content) !== withoutData(committed);
}
