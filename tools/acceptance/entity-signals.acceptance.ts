import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareRankings, type Estimate, type LineOutcome } from '@tiebreak/evaluation';
import { signalNamed } from '@tiebreak/features';
import { type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { findBundles, readBundleFiles } from '@tiebreak/onnx-model';
import type { ModelKind } from '@tiebreak/training';
import { describeWithData, FULL_SIZE, NBEST, WORKSPACE } from './data';
import { CATALOGUE_FILES } from './entity-signals/domain-catalogues';
import { indexCatalogues, joinLines, splitLines } from './entity-signals/join-lines';
import { outcomesOf, trainWithSignals } from './entity-signals/signal-models';
import { isJoined, SIGNAL_SETS, type SignalSet } from './entity-signals/signal-sets';
import { toldApart } from './entity-signals/told-apart';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';

const MINUTES = 60_000;
/** CI joins a part of the development lines to a part of the catalogues, and trains on half of them. */
const CATALOGUE_SHARE = FULL_SIZE ? 1 : 16;
const LINE_SHARE = 3;
const SETS = (FULL_SIZE ? Object.keys(SIGNAL_SETS) : ['match']) as readonly SignalSet[];

/** Files of joined lines. */
type Joined = Readonly<Record<keyof typeof NBEST, string>>;

const cell = (value: number): string => value.toFixed(4);
const estimate = ({ value, interval }: Estimate): string => `${cell(value)} [${interval.map(cell).join(', ')}]`;
const every = (): boolean => true;

/** A ranking minus another of the same lines, paired by utterance, over the lines that count. */
function differences(
  lines: readonly ReferenceUtterance[],
  [without, candidate]: readonly [readonly LineOutcome[], readonly LineOutcome[]],
  counts: (line: ReferenceUtterance) => boolean,
): { readonly semer: Estimate; readonly cells: readonly string[] } {
  const kept = (outcomes: readonly LineOutcome[]) => outcomes.filter((_, i) => counts(lines[i]!));
  const { semer, irer, nll } = compareRankings(kept(without), kept(candidate), { seed: 1 });
  return {
    semer: semer.difference,
    cells: [semer, irer, nll].map(({ difference }) => estimate(difference)),
  };
}

describeWithData(
  'entity signals',
  () => {
    let folder: string;
    let joined: Joined;
    let chosen: SignalSet;
    const sections: string[] = [];
    const show = (section: string): void => {
      sections.push(section);
      console.log(section);
    };
    const linesOf = (file: string): ReferenceUtterance[] => readLines(file) as ReferenceUtterance[];
    const modelsOf = (kind: ModelKind, set: SignalSet | 'none'): string => join(folder, 'models', kind, set);
    const train = (kind: ModelKind, set: SignalSet | 'none'): Promise<string> =>
      trainWithSignals(kind, set === 'none' ? [] : SIGNAL_SETS[set], joined, modelsOf(kind, set));

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tiebreak-entities-'));
      const indexes = await indexCatalogues(folder, CATALOGUE_SHARE);
      const joinAll = (name: keyof Joined): Promise<string> =>
        joinLines(NBEST[name], indexes, join(folder, `${name}.jsonl.gz`));
      if (FULL_SIZE) joined = { train: await joinAll('train'), dev: await joinAll('dev'), test: await joinAll('test') };
      else {
        const [some, other] = splitLines(NBEST.dev, LINE_SHARE, 2, folder);
        const dev = await joinLines(other!, indexes, join(folder, 'dev.jsonl.gz'));
        joined = { train: await joinLines(some!, indexes, join(folder, 'train.jsonl.gz')), dev, test: dev };
      }
    }, 60 * MINUTES);
    afterAll(() => rm(folder, { recursive: true }));

    it('are larger for right hypotheses than for others of the domain that is meant', () => {
      const matches = { right: [] as number[], wrong: [] as number[] };
      for (const { hypotheses, truth } of linesOf(joined.dev))
        for (const each of hypotheses) {
          const match = each.signals.entity_match;
          if (each.domain === truth.domain && match !== undefined)
            matches[sameInterpretation(each, truth) ? 'right' : 'wrong'].push(match);
        }
      const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
      const [right, wrong] = [mean(matches.right), mean(matches.wrong)];
      const { higher, lower, same, missing } = toldApart(linesOf(joined.dev));
      show(
        `Development lines. Mean \`entity_match\` of the hypotheses of the domain that is meant: right ones ${cell(right)}, others ${cell(wrong)}. Where the product of scores puts a wrong hypothesis above the right one, it is higher of the right one on ${higher} lines, lower on ${lower}, the same on ${same}, and missing of one of them on ${missing}.`,
      );
      expect(right).toBeGreaterThan(wrong);
    });

    it(
      'are chosen with log-linear models on development lines, by the SemER of the merge',
      async () => {
        const lines = linesOf(joined.dev);
        const without = await outcomesOf(await train('log-linear', 'none'), joined.dev, lines);
        const rows: string[][] = [];
        let least = Infinity;
        for (const set of SETS) {
          const candidate = await outcomesOf(await train('log-linear', set), joined.dev, lines);
          const [all, ofJoined] = [every, isJoined].map((counts) => differences(lines, [without, candidate], counts));
          rows.push([SIGNAL_SETS[set].join(', '), ...all!.cells, estimate(ofJoined!.semer)]);
          if (all!.semer.value < least) [least, chosen] = [all!.semer.value, set];
        }
        show(
          `Development lines, ${lines.filter(isJoined).length} of ${lines.length} joined; log-linear models with signals minus those without:\n\n${markdownTable([['signals', 'SemER', 'IRER', 'NLL', 'SemER of joined lines'], ...rows])}`,
        );
        expect(Number.isFinite(least)).toBe(true);
      },
      120 * MINUTES,
    );

    if (!FULL_SIZE) return;

    it(
      'are in shipped models only if they help there: test lines, paired by utterance',
      async () => {
        const lines = linesOf(joined.test);
        const rows: string[][] = [];
        let helps = false;
        for (const kind of ['log-linear', 'blend'] as const) {
          // Those of log-linear models are there.
          const [bare, informed] =
            kind === 'blend'
              ? [await train(kind, 'none'), await train(kind, chosen)]
              : [modelsOf(kind, 'none'), modelsOf(kind, chosen)];
          const without = await outcomesOf(bare, joined.test, lines);
          const candidate = await outcomesOf(informed, joined.test, lines);
          const unmatched = await outcomesOf(informed, NBEST.test, lines);
          const ofJoined = differences(lines, [without, candidate], isJoined);
          rows.push(
            [kind, 'all', ...differences(lines, [without, candidate], every).cells],
            [kind, 'joined', ...ofJoined.cells],
            [kind, 'all, were matching to fail', ...differences(lines, [without, unmatched], every).cells],
          );
          helps = ofJoined.semer.interval[1] < 0;
        }
        show(
          `Test lines, ${lines.filter(isJoined).length} of ${lines.length} joined; models with ${SIGNAL_SETS[chosen].join(', ')} minus those without:\n\n${markdownTable([['kind', 'lines', 'SemER', 'IRER', 'NLL'], ...rows])}`,
        );
        await publish(
          'entity-signals',
          'n-best lines joined to the public catalogues; trained on reranker-train without the gate split, chosen on reranker-dev, seed 1; 95% paired bootstrap over utterances.',
          sections.join('\n\n'),
        );
        if (!helps) expect(await shippedSignals()).toEqual([]);
      },
      120 * MINUTES,
    );
  },
  [...Object.values(NBEST), ...CATALOGUE_FILES],
);

/** The signals that shipped re-rankers name. */
async function shippedSignals(): Promise<string[]> {
  const bundles = await findBundles(join(WORKSPACE, 'apps'), 'reranker');
  const manifests = await Promise.all(bundles.map(({ folder }) => readBundleFiles(folder, 'reranker')));
  return manifests.flatMap(({ manifest }) => manifest.features.flatMap((entry) => signalNamed(entry) ?? []));
}
