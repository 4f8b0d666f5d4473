import { fileURLToPath } from 'node:url';
import { contains, contentsOf } from './contents.js';

const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));
const DOMAINS = ['books', 'music', 'video'];
const APPS = ['aggregator', ...DOMAINS, 'search', 'cli'];

/** The apps in whose builds a file is. Types alone, tests, and what is only there for tests are in none. */
const WHERE: readonly (readonly [file: string, apps: readonly string[]])[] = [
  ['libs/interpretation/src/read-interpretation.ts', APPS],
  ['libs/protocol/src/wire.ts', APPS],
  ['libs/reranking/scoring/src/index.ts', APPS],
  ['libs/reranking/scoring/src/rerank.ts', [...DOMAINS, 'cli']],
  ['libs/retrieval/search-pipeline/src/search.ts', ['search', 'cli']],
  // In threads of their own.
  ['libs/retrieval/search-index/src/words/text-store.ts', ['search', 'cli']],
  ['libs/retrieval/feedback-store/src/sqlite/sqlite-file.ts', ['search', 'cli']],
  ['libs/worker-thread/src/serve-worker.ts', ['search', 'cli']],
  ['libs/reranking/scoring/src/rerank.spec.ts', []],
  ['libs/reranking/scoring/src/scoring-model.ts', []],
  ['libs/onnx-model/src/read-bundle.ts', [...DOMAINS, 'cli']],
  ['libs/onnx-model/src/write-bundle.ts', ['cli']],
  ['libs/reranking/training/src/train-reranker.ts', ['cli']],
  ['libs/aggregation/src/decide.ts', ['aggregator', 'cli']],
  ['libs/reranker-host/src/reranker.ts', DOMAINS],
  ['libs/domains/music/src/index.ts', ['music', 'cli']],
  ['libs/arbitraries/src/index.ts', []],
  ['libs/conformance/src/index.ts', []],
  ['apps/music/src/main.ts', ['music']],
  ['apps/music/model/model.onnx', ['music']],
  ['apps/search/catalogue/music.jsonl', ['search']],
  ['apps/music/test/golden-lines.jsonl', []],
  ['apps/aggregator/registry.json', ['aggregator']],
  ['docs/architecture.md', []],
  ['tools/build/bundle.js', APPS],
];

/** What the console is made of, and what it is not: whatever else changes does not release it. */
const IN_CONSOLE: readonly (readonly [file: string, inside: boolean])[] = [
  ['apps/console/src/main.ts', true],
  ['apps/console/index.html', true],
  ['apps/console/page/main.tsx', true],
  ['apps/console/page/pages/ask-page.tsx', true],
  ['apps/console/page/ask/flips-of.ts', true],
  ['apps/console/page/style/page.css', true],
  ['libs/aggregation/src/flips.ts', true],
  ['tools/build/page.js', true],
  ['apps/console/page/view/numbers.spec.ts', false],
  ['apps/console/test/world.ts', false],
  ['libs/aggregator-host/src/console/views.ts', false],
  ['libs/aggregator-host/src/start-aggregator.ts', false],
  ['apps/aggregator/registry.json', false],
];

describe('the builds of the apps', () => {
  let contents: ReadonlyMap<string, Awaited<ReturnType<typeof contentsOf>>>;

  beforeAll(async () => {
    contents = new Map(
      await Promise.all(APPS.map(async (app) => [app, await contentsOf(WORKSPACE, `apps/${app}`)] as const)),
    );
  });

  it.each(WHERE)('have %s in exactly the apps %j', (file, apps) => {
    expect(APPS.filter((app) => contains(contents.get(app)!, file))).toEqual(apps);
  });

  it('are of the console when its page, or what the page runs, changes', async () => {
    const console_ = await contentsOf(WORKSPACE, 'apps/console');
    expect(IN_CONSOLE.map(([file]) => [file, contains(console_, file)])).toEqual(IN_CONSOLE);
    for (const name of ['preact', 'vite']) expect(console_.packages).toContain(`node_modules/${name}`);
    expect(console_.packages).not.toContain('node_modules/@grpc/grpc-js');
    for (const other of contents.values()) expect(contains(other, 'apps/console/page/main.tsx')).toBe(false);
  });

  it('have the npm packages that their code needs, and no others', () => {
    const having = (name: string): string[] =>
      APPS.filter((app) => contents.get(app)!.packages.has(`node_modules/${name}`));
    expect(having('@grpc/grpc-js')).toEqual(APPS);
    expect(having('onnxruntime-node')).toEqual([...DOMAINS, 'search', 'cli']);
    expect(having('express')).toEqual(['aggregator', 'search']);
    expect(having('libsql')).toEqual(['search', 'cli']);
    expect(having('jest')).toEqual([]);
  });

  it('are asked for by a folder that has something to build', async () => {
    await expect(contentsOf(WORKSPACE, 'docs')).rejects.toThrow(/docs has neither src\/main.ts nor src\/index.ts/);
  });
});
