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
  const data = readLines(DATA) as ReferenceUtterance[];
  const outcomesOf = (job: Omit<TrainingJob, 'domain'>, domains?: readonly string[]): Promise<LineOutcome[]> =>
    mergedOutcomes(job, DATA, data, domains);
  const baseline = data.map((line) => lineOutcome(line, rankByProduct(line))!);
  const sections: string[] = [];
  const show = (section: string): void => {
    sections.push(section);
    console.log(section);
  };
  const full = FULL_SIZE ? it : it.skip;
  let runs: LineOutcome[][] = [];
  let logLinear: LineOutcome[] = [];
  /** The run whose SemER is the median. */
  let middle: LineOutcome[] = [];

  beforeAll(async () => {
    logLinear = await outcomesOf({ options: { kind: 'log-linear', seed: 1 } });
    if (!FULL_SIZE) return;
    for (const seed of SEEDS) runs.push(await outcomesOf({ options: { kind: 'blend', seed } }));
    runs = runs.sort((a, b) => figuresOf(a).semer - figuresOf(b).semer);
    middle = runs[(SEEDS.length - 1) / 2]!;
  }, 20 * MINUTES);

  it('have a first part, log-linear models, that ranks better than the product', () => {
    expect(figuresOf(logLinear).semer).toBeLessThan(figuresOf(baseline).semer);
  });

  full('reach their limits in the median of five seeds', () => {
    const figures = runs.map(figuresOf);
    const names = Object.keys(figures[0]!) as (keyof Figures)[];
    const medians = Object.fromEntries(names.map((name) => [name, median(figures.map((run) => run[name]))]));
    const { semer, irer, nll, ece, eceFloor, adaptiveEce, adaptiveFloor } = medians as unknown as Figures;
    show(
      markdownTable([
        ['five seeds, by SemER', ...names],
        ...figures.map((run) => ['', ...names.map((name) => cell(run[name]))]),
        ['median', ...names.map((name) => cell(medians[name]!))],
      ]),
    );
    expect(semer).toBeLessThanOrEqual(0.088);
    expect(irer).toBeLessThanOrEqual(0.224);
    expect(nll).toBeLessThanOrEqual(0.256);
    expect(ece).toBeLessThanOrEqual(eceFloor + 0.004);
    expect(adaptiveEce).toBeLessThanOrEqual(adaptiveFloor + 0.004);
  });

  full('are calibrated where the merge looks: slope and intercept of top hypotheses, median of five seeds', () => {
    const rows = DOMAINS.map((domain) => {
      const fits = runs.map((run) => calibrationSlope(domainTops(run, domain)));
      const { slope, intercept, intervals } = calibrationSlope(domainTops(middle, domain));
      return {
        ...{ domain, slope: median(fits.map((fit) => fit.slope)), intercept: median(fits.map((fit) => fit.intercept)) },
        middle: [
          estimate({ value: slope, interval: intervals.slope }),
          estimate({ value: intercept, interval: intervals.intercept }),
        ],
      };
    });
    show(
      markdownTable([
        ['top hypotheses of', 'slope, median', 'intercept, median', 'slope, middle run', 'intercept, middle run'],
        ...rows.map((row) => [row.domain, cell(row.slope), cell(row.intercept), ...row.middle]),
      ]),
    );
    for (const { slope, intercept } of rows) {
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
      const scores: number[] = [];
      for (const seed of SEEDS) {
        const outcomes = await outcomesOf({ options: { kind: 'blend', seed }, draw: { how: 'resplit', seed } });
        scores.push(figuresOf(outcomes).semer);
      }
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const spread = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
      show(
        `Train and dev split anew, five times: SemER ${scores.map(cell).join(', ')}; mean ${cell(mean)}, standard deviation ${cell(spread)}.`,
      );
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
