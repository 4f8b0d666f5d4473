import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment } from '@tiebreak/configuration';
import { describeReranker, RerankerClient } from '@tiebreak/conformance';
import { type LabelledUtterance, ofDomain, probability, sigmoid } from '@tiebreak/interpretation';
import { startReranker } from '@tiebreak/reranker-host';
import { defineDomain } from '@tiebreak/scoring';
import { startServiceProcess } from '@tiebreak/service-host/process';
import { Command } from 'commander';
import { addCheckModel } from '../src/commands/check-model';
import { readDataFile } from '../src/data-file';
import { ROOT, Workspace } from './tiebreak';

const BYO = join(ROOT, 'apps/cli/test/byo');
const TREES = join(BYO, 'podcasts-trees');
const podcasts = defineDomain({ name: 'Podcasts' });
const workspace = new Workspace();
const LINES = workspace.path('lines');
const BY_HAND = workspace.path('by-hand');
execFileSync(process.execPath, ['examples/podcasts/write-lines.js', LINES], { cwd: ROOT });
execFileSync(process.execPath, ['apps/cli/test/byo/by-hand.js', BY_HAND], { cwd: ROOT });
afterAll(() => {
  workspace.remove();
});

describe('a bundle from an ONNX library, by hand,', () => {
  describeReranker(podcasts, {
    model: pathToFileURL(BY_HAND),
    goldenLines: pathToFileURL(join(BYO, 'golden-lines.jsonl')),
  });

  it('is served with the score of its weights: -1.3 + .1 and three log-odds of 0 give sigmoid(-1.12)', async () => {
    const half = probability(1 / 2);
    const list = listOf('PlayEpisode', { domain: half, intent: half, ner: half });
    const [score] = await served(BY_HAND, [list]);
    expect(score).toEqual([expect.closeTo(sigmoid(0.95 * -1.2 + 0.02), 6)]);
  });
});

describe('a bundle from scikit-learn', () => {
  it('is served over gRPC with the scores that scikit-learn itself gives, to 1e-6', async () => {
    const lines = await developmentLines();
    const expected = readFileSync(join(BYO, 'podcasts-trees.expected.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { id: string; score: number });
    const scores = await served(TREES, lines);
    const pairs = lines.flatMap(({ id }, i) => scores[i]!.map((score) => ({ id, score })));
    expect(pairs.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    const differences = pairs.map(({ score }, i) => Math.abs(score - expected[i]!.score));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });
});

describe('check-model on a folder with a graph', () => {
  it.each([
    ['no manifest', [], 'manifest.json: expected a readable file, got ENOENT'],
    ['a manifest without a role', ['role'], 'manifest.json role: expected'],
    ['a manifest without a domain', ['domain'], 'manifest.json domain: expected'],
    ['a manifest without the fallback curve', ['fallback'], 'manifest.json fallback: expected'],
  ])('says what is missing: %s', async (title, missing, says) => {
    const folder = `broken-${title.replaceAll(' ', '-')}`;
    mkdirSync(workspace.path(folder));
    workspace.write(`${folder}/model.onnx`, readFileSync(join(BY_HAND, 'model.onnx')));
    if (missing.length > 0) {
      const manifest = JSON.parse(readFileSync(join(BY_HAND, 'manifest.json'), 'utf8')) as Record<string, unknown>;
      workspace.write(
        `${folder}/manifest.json`,
        JSON.stringify(Object.fromEntries(Object.entries(manifest).filter(([name]) => !missing.includes(name)))),
      );
    }
    let said = '';
    const written = jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
    const program = new Command();
    addCheckModel(program);
    const refused = program.parseAsync(['check-model', workspace.path(folder)], { from: 'user' });
    await expect(refused).rejects.toThrow('1 of 1 bundles refused');
    written.mockRestore();
    expect(said).toContain(says);
  });
});

describe('docs/how-to/bring-your-own-model.md', () => {
  const page = readFileSync(join(ROOT, 'docs/how-to/bring-your-own-model.md'), 'utf8');
  const blocks = [...page.matchAll(/^```(\w+)(?: ([\w-]+))?\n([^]*?)^```/gm)].map(([, language, mark = '', text]) => ({
    language: language!,
    mark,
    text: text!,
  }));
  const here = (text: string) => text.replaceAll('dist/byo', workspace.path('page'));

  it('shows programs as they stand in their files', () => {
    const files = {
      js: ['apps/cli/test/byo/by-hand.js'],
      py: ['tools/fixtures/podcasts_trees.py'],
      ts: ['apps/cli/test/byo/serve.ts', 'apps/cli/test/byo/conformance.spec.ts'],
    };
    const programs = blocks.filter(({ language }) => language in files);
    expect(programs.length).toBe(5);
    for (const { language, text } of programs) {
      const sources = files[language as keyof typeof files].map((file) => readFileSync(join(ROOT, file), 'utf8'));
      expect(sources.some((source) => source.includes(text))).toBe(true);
    }
  });

  it('has commands that do what it says, and print what it shows', async () => {
    let printed = '';
    for (const { language, mark, text } of blocks) {
      if (language === 'sh' && (mark === '' || mark === 'exit-1')) {
        const run = await shell(here(text).replaceAll('npx tiebreak', 'node apps/cli/bin/tiebreak.js'));
        expect({ text, output: run.output, code: run.code }).toMatchObject({ code: mark === '' ? 0 : 1 });
        printed = run.output;
      } else if (language === 'sh' && mark === 'serve') {
        printed = `Podcasts@2.0.0 serves gRPC on port ${await portServed(here(text))}`;
      } else if (language === 'text') {
        const shown = here(text).replace(/port \d+/, /port \d+/.exec(printed)?.[0] ?? '');
        for (const line of shown.trim().split('\n')) expect(printed).toContain(line);
      }
    }
  });

  /** Starts the service of a block `VARIABLE=value node ARGUMENTS` on any port, and asks it for a score. */
  async function portServed(text: string): Promise<number> {
    const [, variable, value, args] = /^(\w+)=(\S+) node (.*)\n$/.exec(text)!;
    const service = await startServiceProcess('Podcasts', args!.split(' '), {
      ...environment(),
      [variable!]: value,
      TIEBREAK_PODCASTS_PORT: '0',
    });
    const client = new RerankerClient(`127.0.0.1:${service.ports[0]!}`);
    try {
      expect(await client.health('')).toBe('SERVING');
      const { ranked } = await client.rerank(requestOf((await developmentLines())[0]!));
      expect(ranked.map(({ score }) => score)).toEqual([expect.closeTo(0.265036, 5), expect.closeTo(0.054711, 5)]);
      return service.ports[0]!;
    } finally {
      client.close();
      await service.stop();
    }
  }
});

/** The scores of each list's hypotheses, in their order, by a service that has the bundle. */
async function served(model: string, lists: readonly LabelledUtterance[]): Promise<number[][]> {
  const service = await startReranker(podcasts, { host: '127.0.0.1', port: 0, portVariable: 'none', model });
  const client = new RerankerClient(`127.0.0.1:${service.port}`);
  try {
    const scores = [];
    for (const list of lists) {
      const { ranked } = await client.rerank(requestOf(list));
      scores.push(list.hypotheses.map(({ id }) => ranked.find(({ hypothesis }) => hypothesis!.id === id)!.score));
    }
    return scores;
  } finally {
    client.close();
    await service.close();
  }
}

async function developmentLines(): Promise<readonly LabelledUtterance[]> {
  const { lines } = await readDataFile(join(LINES, 'dev.jsonl'));
  return lines.map((line) => ofDomain(line, 'Podcasts'));
}

function requestOf({ id, ...list }: LabelledUtterance) {
  return { ...list, requestId: id, explain: false, upstreamVersion: '' };
}

function listOf(intent: string, scores: LabelledUtterance['hypotheses'][number]['scores']): LabelledUtterance {
  const hypotheses = [{ id: 'h', domain: 'Podcasts', intent, slots: [], scores, signals: {} }];
  return { id: 'one', utterance: 'x', locale: '', context: { device: '', attributes: {} }, hypotheses };
}

/** Runs a block of a page in the repository, stopping at the first command that fails. */
function shell(script: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-e', '-c', script], { cwd: ROOT, env: environment() });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}
