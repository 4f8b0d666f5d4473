import {
  adaptiveCalibrationError,
  calibrationSlope,
  expectedCalibrationError,
  noiseFloor,
  type ScoredOutcomes,
} from '@tiebreak/calibration';
import {
  compareRankings,
  domainTops,
  type Estimate,
  evaluate,
  type LineOutcome,
  lineOutcome,
  rankByProduct,
  winners,
} from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { quantile, seededRandom } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE, NBEST } from './data';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';
import { DOMAINS, mergedOutcomes, type TrainingJob } from './training-jobs';

/** Test data is for the figures that are published; CI looks at development data. */
const DATA = FULL_SIZE ? NBEST.test : NBEST.dev;
const SEEDS = [1, 2, 3, 4, 5];
const MINUTES = 60_000;

interface Figures {
  readonly semer: number;
  readonly irer: number;
  readonly nll: number;
  readonly ece: number;
  readonly eceFloor: number;
  readonly adaptiveEce: number;
  readonly adaptiveFloor: number;
}

function figuresOf(outcomes: readonly LineOutcome[]): Figures {
  const { semer, irer, nll, ece, adaptiveEce } = evaluate(outcomes, { seed: 1, draws: 20 });
  const floor = (measure: (of: ScoredOutcomes) => number): number =>
    noiseFloor(winners(outcomes), measure, { random: seededRandom(1) }).p95;
  return {
    ...{ semer, irer, nll, ece, adaptiveEce },
    eceFloor: floor(expectedCalibrationError),
    adaptiveFloor: floor(adaptiveCalibrationError),
  };
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const cell = (value: number): string => value.toFixed(4);
const estimate = ({ value, interval }: Estimate): string => `${cell(value)} [${interval.map(cell).join(', ')}]`;

describeWithData('blends', () => {
  let data: ReferenceUtterance[] = [];
  let baseline: LineOutcome[] = [];
  const outcomesOf = (job: Omit<TrainingJob, 'domain'>, domains?: readonly string[]): Promise<LineOutcome[]> =>
    mergedOutcomes(job, DATA, data, domains);
  const sections: string[] = [];
  const show = (section: string): void => {
    sections.push(section);
    console.log(section);
  };
  /** Shows every run, in the order of the seeds, and the medians, which it returns. */
  const showFigures = (each: string, of: readonly LineOutcome[][]): Figures => {
    const figures = of.map(figuresOf);
    const names = Object.keys(figures[0]!) as (keyof Figures)[];
    const medians = Object.fromEntries(names.map((name) => [name, median(figures.map((run) => run[name]))]));
    show(
      markdownTable([
        [each, ...names],
        ...figures.map((run, i) => [String(SEEDS[i]), ...names.map((name) => cell(run[name]))]),
        ['median', ...names.map((name) => cell(medians[name]!))],
      ]),
    );
    return medians as unknown as Figures;
  };
  /** Shows slope and intercept of each domain's top hypotheses for every run, and returns their medians. */
  const showSlopes = (each: string, of: readonly LineOutcome[][]): { slope: number; intercept: number }[] => {
    const fits = DOMAINS.map((domain) => of.map((run) => calibrationSlope(domainTops(run, domain))));
    const medians = fits.map((runs) => ({
      slope: median(runs.map(({ slope }) => slope)),
      intercept: median(runs.map(({ intercept }) => intercept)),
    }));
    const pair = ({ slope, intercept }: { slope: number; intercept: number }) => `${cell(slope)}, ${cell(intercept)}`;
    show(
      markdownTable([
        [each, ...DOMAINS.map((domain) => `${domain}'s top: slope, intercept`)],
        ...SEEDS.map((seed, i) => [String(seed), ...fits.map((runs) => pair(runs[i]!))]),
        ['median', ...medians.map(pair)],
      ]),
    );
    return medians;
  };
  const full = FULL_SIZE ? it : it.skip;
  const runs: LineOutcome[][] = [];
  let logLinear: LineOutcome[] = [];
  /** The run whose SemER is the median. */
  let middle: LineOutcome[] = [];

  beforeAll(async () => {
    data = readLines(DATA) as ReferenceUtterance[];
    baseline = data.map((line) => lineOutcome(line, rankByProduct(line))!);
    logLinear = await outcomesOf({ options: { kind: 'log-linear', seed: 1 } });
    if (!FULL_SIZE) return;
    for (const seed of SEEDS) runs.push(await outcomesOf({ options: { kind: 'blend', seed } }));
    const semers = runs.map((run) => figuresOf(run).semer);
    middle = runs[semers.indexOf(median(semers))]!;
  }, 20 * MINUTES);

  it('have a first part, log-linear models, that ranks better than the product', () => {
    expect(figuresOf(logLinear).semer).toBeLessThan(figuresOf(baseline).semer);
  });

  full('reach their limits in the median of five seeds', () => {
    const { semer, irer, nll, ece, eceFloor, adaptiveEce, adaptiveFloor } = showFigures('seed', runs);
    expect(semer).toBeLessThanOrEqual(0.088);
    expect(irer).toBeLessThanOrEqual(0.224);
    expect(nll).toBeLessThanOrEqual(0.256);
    expect(ece).toBeLessThanOrEqual(eceFloor + 0.004);
    expect(adaptiveEce).toBeLessThanOrEqual(adaptiveFloor + 0.004);
  });

  full('are calibrated where the merge looks: slope and intercept of top hypotheses, median of five seeds', () => {
    show(
      markdownTable([
        ['top hypotheses of (middle run)', 'slope', 'intercept'],
        ...DOMAINS.map((domain) => {
          const { slope, intercept, intervals } = calibrationSlope(domainTops(middle, domain));
          return [
            domain,
            estimate({ value: slope, interval: intervals.slope }),
            estimate({ value: intercept, interval: intervals.intercept }),
          ];
        }),
      ]),
    );
    for (const { slope, intercept } of showSlopes('seed', runs)) {
      expect(slope).toBeGreaterThanOrEqual(0.85);
      expect(slope).toBeLessThanOrEqual(1.15);
      expect(Math.abs(intercept)).toBeLessThanOrEqual(0.25);
    }
  });

  full('beat R0 and log-linear R3: the middle run, paired by utterance', () => {
    const against = {
      R0: compareRankings(baseline, middle, { seed: 1 }),
      'log-linear R3': compareRankings(logLinear, middle, { seed: 1 }),
    };
    show(
      markdownTable([
        ['blend (middle run) minus', 'SemER', 'IRER', 'NLL'],
        ...Object.entries(against).map(([name, { semer, irer, nll }]) => [
          name,
          ...[semer, irer, nll].map(({ difference }) => estimate(difference)),
        ]),
      ]),
    );
    for (const { semer } of Object.values(against)) expect(semer.difference.interval[1]).toBeLessThan(0);
  });

  full(
    'are as good when train and dev are split anew, five times',
    async () => {
      const anew: LineOutcome[][] = [];
      for (const seed of SEEDS)
        anew.push(await outcomesOf({ options: { kind: 'blend', seed }, draw: { how: 'resplit', seed } }));
      showFigures('re-split', anew);
      showSlopes('re-split', anew);
      const scores = anew.map((outcomes) => figuresOf(outcomes).semer);
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const spread = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
      show(`SemER of the re-splits: mean ${cell(mean)}, standard deviation ${cell(spread)}.`);
      expect(mean).toBeLessThanOrEqual(0.09);
    },
    20 * MINUTES,
  );

  full(
    'cost little against one ranker that sees all domains at once',
    async () => {
      const joint = await outcomesOf({ options: { kind: 'blend', seed: 1 } }, ['All']);
      const { semer, irer, nll } = compareRankings(joint, middle, { seed: 1 });
      show(
        `Against one blend over all domains' hypotheses together (features within and across domains; a tool, not a product), whose SemER is ${estimate(semer.baseline)}: independence costs ${estimate(semer.difference)} in SemER, ${estimate(irer.difference)} in IRER and ${estimate(nll.difference)} in NLL (middle run).`,
      );
      await publish(
        'blend',
        'test.jsonl.gz, trained on reranker-train without the gate split, chosen on reranker-dev; 95% paired bootstrap over utterances.',
        sections.join('\n\n'),
      );
    },
    20 * MINUTES,
  );
});
