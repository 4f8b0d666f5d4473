import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@tiebreak/configuration';

/** A law, a file that is not there, and the text that it would have. */
type Case = readonly [law: string, file: string, text: string];

const CORE = 'libs/interpretation/src/canary.ts';
const ALGORITHM = 'libs/aggregation/src/canary.ts';
const DOMAIN = 'libs/domains/music/src/canary.ts';
const ADAPTER = 'libs/onnx-model/src/canary.ts';
const HOST = 'libs/reranker-host/src/canary.ts';
const APP = 'apps/music/src/canary.ts';

const SERVER_ONLY = ['@nestjs/common', '@grpc/grpc-js', 'onnxruntime-node', 'class-validator'];

/** What breaks a law, by the rule that has to say so. */
const REFUSED: Readonly<Record<string, readonly Case[]>> = {
  '@nx/enforce-module-boundaries': [
    ['core imports no algorithm', CORE, all('@tiebreak/statistics')],
    ['algorithm imports no adapter', ALGORITHM, all('@tiebreak/onnx-model')],
    ['algorithm imports no domain', ALGORITHM, all('@tiebreak/domain-music')],
    ['a domain imports no other domain', DOMAIN, all('@tiebreak/domain-books')],
    ['a domain imports no adapter', DOMAIN, all('@tiebreak/onnx-model')],
    ['an adapter imports no host', ADAPTER, all('@tiebreak/service-host')],
    ['a host imports no domain', HOST, all('@tiebreak/domain-music')],
    ['an app imports no app', APP, all('@tiebreak/books')],
    ['a relative path does not leave its project', APP, all('../../books/src/main')],
    ...SERVER_ONLY.flatMap((name): Case[] => [
      [`core imports no ${name}`, CORE, all(name)],
      [`algorithm imports no ${name}`, ALGORITHM, all(name)],
      [`a domain imports no ${name}`, DOMAIN, all(name)],
    ]),
  ],
  'no-restricted-imports': [
    ['only tests import random interpretations', ALGORITHM, all('@tiebreak/arbitraries')],
    ['the environment is not imported', ADAPTER, `export { env } from 'node:process';\n`],
  ],
  'no-restricted-properties': [
    ['the environment is read by the configuration alone', APP, 'export const home = process.env.HOME;\n'],
    ['and is not taken out of the process either', ADAPTER, 'export const { env } = process;\n'],
  ],
};

const ALLOWED: readonly Case[] = [
  ['algorithm may import core', ALGORITHM, all('@tiebreak/interpretation')],
  ['a domain may import algorithm', DOMAIN, all('@tiebreak/features')],
  ['an adapter may import its library', ADAPTER, all('onnxruntime-node')],
  ['a host may import an adapter', HOST, all('@tiebreak/onnx-model')],
  ['an app may import its domain', APP, all('@tiebreak/domain-music')],
  ['a test may import random interpretations', ALGORITHM.replace('.ts', '.spec.ts'), all('@tiebreak/arbitraries')],
];

const cases = [
  ...Object.entries(REFUSED).flatMap(([rule, laws]) => laws.map((law) => ({ law, broken: [rule] }))),
  ...ALLOWED.map((law) => ({ law, broken: [] })),
];

describe('the lint, in a workspace that Nx has not looked at before', () => {
  let answers: readonly (readonly string[])[];

  beforeAll(() => {
    // Nothing cached here: the boundary rule would rather be skipped than ask for the project graph.
    const cache = mkdtempSync(join(tmpdir(), 'tiebreak-lint-'));
    const answer = execFileSync(process.execPath, [join(__dirname, 'lint-texts.js')], {
      input: JSON.stringify(cases.map(({ law: [, file, text] }) => ({ file, text }))),
      encoding: 'utf8',
      env: { ...environment(), NX_WORKSPACE_DATA_DIRECTORY: cache, NX_DAEMON: 'false' },
    });
    answers = JSON.parse(answer) as string[][];
    rmSync(cache, { recursive: true });
  });

  it.each(cases.map(({ law: [title], broken }, i) => ({ title, broken, i })))('holds that $title', ({ broken, i }) => {
    expect(answers[i]).toEqual(broken);
  });
});

function all(name: string): string {
  return `export * from '${name}';\n`;
}
