import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { OUT_OF_DOMAIN, type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { describeWithData, FULL_SIZE, NBEST, WORKSPACE } from './data';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';
import { makeNluLines, NLU_TRAIN } from './shipped-lines';
import { tiebreak, tiebreakJson } from './tiebreak';
import { DOMAINS } from './training-jobs';

const SHIPPED = join(WORKSPACE, 'apps/nlu/model');
const SHIPPED_VERSION = '1.1.0';
const MINUTES = 60_000;

/** What the chain of NLU and re-rankers is held to. */
const HIGHEST_SEMER = 0.1;
const LEAST_FOUND = 0.9;
const LONGEST_MS = 3;

interface Figures {
  readonly semer: number;
  readonly irer: number;
  readonly ece: number;
  readonly nll: number;
  readonly intervals: Readonly<Record<string, readonly [number, number]>>;
}

interface Times {
  readonly p50: number;
  readonly p99: number;
}

const cell = (value: number): string => value.toFixed(4);

/** Share of the in-domain lines that have the truth among their hypotheses. */
function shareFound(lines: readonly ReferenceUtterance[]): number {
  const inDomain = lines.filter(({ truth }) => truth.domain !== OUT_OF_DOMAIN);
  const found = inDomain.filter(({ hypotheses, truth }) => hypotheses.some((one) => sameInterpretation(one, truth)));
  return found.length / inDomain.length;
}

/** A file with every `step`-th line of another. */
function thinned(file: string, step: number, out: string): string {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  writeFileSync(out, gzipSync(`${lines.filter((_, i) => i % step === 0).join('\n')}\n`));
  return out;
}

describeWithData(
  'the reference NLU',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-nlu-'));
    const path = (name: string): string => join(folder, name);
    /** The trained NLUs at full size; what ships, for CI. */
    const models = FULL_SIZE ? path('nlu') : SHIPPED;
    const figures: string[][] = [['', 'SemER', 'IRER', 'ECE', 'NLL']];
    const said: string[] = [];

    afterAll(async () => {
      rmSync(folder, { recursive: true });
      if (FULL_SIZE)
        await publish(
          'reference-nlu',
          'NLUs trained on nlu-train alone, n-best lists of 5 hypotheses a domain for the utterances of the other files, log-linear re-rankers trained on those of reranker-train, chosen on reranker-dev, seed 1; test.jsonl.gz; 95% percentile bootstrap over utterances.',
          `${markdownTable(figures)}\n\n${said.join('\n')}`,
        );
    });

    if (FULL_SIZE) {
      const train = (domain: string, data: string, out: string): Promise<string> =>
        tiebreak(
          ...['train-nlu', '--data', data, '--domain', domain],
          ...['--out', join(out, domain.toLowerCase()), '--bundle-version', SHIPPED_VERSION],
        );

      it(
        'trains each domain alone',
        async () => {
          for (const domain of DOMAINS) await train(domain, NLU_TRAIN, models);
        },
        30 * MINUTES,
      );

      it(
        'gives the committed bundles from the same lines and tie lines',
        async () => {
          const { nlu } = await makeNluLines(folder);
          for (const domain of DOMAINS) {
            await train(domain, nlu, path('shipped'));
            for (const file of ['manifest.json', 'weights.bin']) {
              const made = readFileSync(join(path('shipped'), domain.toLowerCase(), file));
              expect(made.equals(readFileSync(join(SHIPPED, domain.toLowerCase(), file)))).toBe(true);
            }
          }
        },
        60 * MINUTES,
      );
    } else {
      it(
        'trains a domain to the same bits twice',
        async () => {
          const data = thinned(NLU_TRAIN, 8, path('some.jsonl.gz'));
          for (const out of ['once', 'again'])
            await tiebreak('train-nlu', '--data', data, '--domain', 'Books', '--out', path(out));
          for (const file of ['manifest.json', 'weights.bin'])
            expect(readFileSync(join(path('once'), file)).equals(readFileSync(join(path('again'), file)))).toBe(true);
        },
        MINUTES,
      );
    }

    it(
      `has the truth among five hypotheses of some domain for ${LEAST_FOUND} of the in-domain lines`,
      async () => {
        const judged = FULL_SIZE ? NBEST.test : thinned(NBEST.dev, 4, path('dev.jsonl.gz'));
        const out = path('judged.jsonl.gz');
        await tiebreak('interpret', '--data', judged, '--models', models, '--out', out);
        const found = shareFound(readLines(out) as ReferenceUtterance[]);
        said.push(
          `The truth is among the hypotheses of ${cell(found)} of the in-domain lines; among those of the data's own lists, of ${cell(shareFound(readLines(judged) as ReferenceUtterance[]))}.`,
        );
        expect(found).toBeGreaterThanOrEqual(LEAST_FOUND);
      },
      10 * MINUTES,
    );

    if (!FULL_SIZE) return;

    it(
      `with re-rankers of its own lists, has an in-domain SemER of at most ${HIGHEST_SEMER}`,
      async () => {
        const lists = { train: path('train.jsonl.gz'), dev: path('dev.jsonl.gz'), test: path('judged.jsonl.gz') };
        for (const name of ['train', 'dev'] as const)
          await tiebreak('interpret', '--data', NBEST[name], '--models', models, '--out', lists[name]);
        for (const domain of DOMAINS) {
          const out = path(`rerankers/${domain}`);
          await tiebreak('train', '--domain', domain, '--data', lists.train, '--dev', lists.dev, '--out', out);
        }
        const product = await tiebreakJson<Figures>('evaluate', '--data', lists.test, '--baseline', 'product');
        const chain = await tiebreakJson<Figures>('evaluate', '--data', lists.test, '--models', path('rerankers'));
        for (const [name, { semer, irer, ece, nll, intervals }] of [
          ['product of its scores', product],
          ['re-ranked', chain],
        ] as const) {
          const [low, high] = intervals.semer!;
          figures.push([name, `${cell(semer)} [${cell(low)}, ${cell(high)}]`, ...[irer, ece, nll].map(cell)]);
        }
        expect(chain.semer).toBeLessThanOrEqual(HIGHEST_SEMER);
      },
      60 * MINUTES,
    );

    it(
      `interprets an utterance for all domains in ${LONGEST_MS} ms`,
      async () => {
        const script = join(WORKSPACE, 'tools/acceptance/reference-nlu/time-nlu.ts');
        const runner = join(WORKSPACE, 'tools/run-typescript.js');
        const { stdout } = await promisify(execFile)(process.execPath, [runner, script, models, NBEST.dev, '500']);
        const { interpret, floor } = JSON.parse(stdout) as { interpret: Times; floor: Times };
        const ms = ({ p50, p99 }: Times): string => `${p50.toFixed(3)} ms (p50), ${p99.toFixed(3)} ms (p99)`;
        said.push(
          `\nOne utterance for all domains, in process: ${ms(interpret)}; writing and reading the answer as a message: ${ms(floor)}.`,
        );
        expect(interpret.p50).toBeLessThanOrEqual(LONGEST_MS);
      },
      10 * MINUTES,
    );
  },
  [NLU_TRAIN, ...Object.values(NBEST)],
);
