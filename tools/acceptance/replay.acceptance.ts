import { evaluatePolicy, type LoggedChoice, type Policy, uniformPolicy } from '@tiebreak/bandit';
import { mean, seededRandom } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE, OPEN_BANDIT } from './data';
import { markdownTable, publish } from './results';
import { tiebreakRun } from './tiebreak';

const RUNS = FULL_SIZE ? 500 : 20;
/** Of intervals that say 95%. */
const LEAST_COVERAGE = FULL_SIZE ? 0.93 : 0.8;
const CHOICES = 2_000;
const ESTIMATES = ['ips', 'snips', 'dr'] as const;
/** What the random policy itself earned, by its own log. */
const EARNED_AT_RANDOM = 0.0046;

/** Contexts with other rates, and a policy that leans towards some arms. */
const CONTEXTS = ['morning', 'evening'];
const RATES: Readonly<Record<string, readonly number[]>> = {
  morning: [0.02, 0.05, 0.1, 0.2],
  evening: [0.2, 0.1, 0.05, 0.02],
};
const logging: Policy = () => Float64Array.of(0.4, 0.25, 0.2, 0.15);

describeWithData(
  'judging the uniform policy by the log of a Thompson sampler',
  () => {
    it('gives the published estimates, covers what the uniform policy really earned, and says that the log is too small', async () => {
      const { code, stdout, stderr } = await tiebreakRun(
        ...['replay', '--log', OPEN_BANDIT, '--format', 'open-bandit', '--policy', 'uniform', '--json'],
      );
      const said = JSON.parse(stdout) as Record<string, number> & {
        intervals: Record<string, [number, number]>;
        verdict: string;
      };
      expect(code).toBe(1);
      expect(stderr).toMatch(/^insufficient: expected at least 50 effective choices with a reward, got 15$/m);
      expect(said.verdict).toBe('insufficient');
      expect(said.rows).toBe(10_000);
      expect(said.ips).toBeCloseTo(0.00301, 5);
      expect(said.snips).toBeCloseTo(0.00319, 5);
      expect(Math.round(said.effectiveSampleSize!)).toBe(656);
      expect(Math.round(said.maxWeight!)).toBe(178);
      for (const [name, [lower, upper]] of Object.entries(said.intervals)) {
        expect(lower).toBeLessThanOrEqual(said[name]!);
        expect(upper).toBeGreaterThanOrEqual(said[name]!);
      }
      expect(said.intervals.ips![0]).toBeLessThan(EARNED_AT_RANDOM);
      expect(said.intervals.ips![1]).toBeGreaterThan(EARNED_AT_RANDOM);
    }, 120_000);
  },
  [OPEN_BANDIT],
);

describe('intervals, in logs whose truth is known', () => {
  it(`cover it in at least ${100 * LEAST_COVERAGE}% of ${RUNS} logs, and a policy that is better is named so`, async () => {
    const truth = mean(CONTEXTS.flatMap((context) => RATES[context]!));
    const covered = Object.fromEntries(ESTIMATES.map((name) => [name, 0])) as Record<
      (typeof ESTIMATES)[number],
      number
    >;
    const verdicts = new Map<string, number>();
    for (let run = 0; run < RUNS; run++) {
      const random = seededRandom(run);
      const log = Array.from({ length: CHOICES }, (_, i) =>
        draw(`i${i}`, random.uniform(), random.uniform(), random.uniform()),
      );
      const options = { random, seed: run, resamples: 400 };
      const uniform = evaluatePolicy(log, uniformPolicy(4), 4, options);
      for (const name of ESTIMATES) if (uniform[name].lower <= truth && truth <= uniform[name].upper) covered[name]++;
      const { verdict } = evaluatePolicy(log, knowing, 4, options);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    const table = markdownTable([
      ['', 'interval covers the truth'],
      ...ESTIMATES.map((name) => [name, `${((100 * covered[name]) / RUNS).toFixed(1)}%`]),
    ]);
    const words = `A policy that knows the best arm was judged: ${[...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join(', ')}.`;
    console.log(`${table}\n\n${words}`);
    if (FULL_SIZE)
      await publish(
        'replay',
        `${RUNS} logs of ${CHOICES} choices among four arms, 95% intervals.`,
        `${table}\n\n${words}`,
      );
    for (const name of ESTIMATES) expect(covered[name] / RUNS).toBeGreaterThanOrEqual(LEAST_COVERAGE);
    // The mean weight is more than two standard errors off by chance in one log of twenty.
    expect(verdicts.get('better')! / RUNS).toBeGreaterThanOrEqual(0.9);
    expect([...verdicts.keys()].filter((verdict) => !['better', 'insufficient'].includes(verdict))).toEqual([]);
  }, 600_000);
});

/** Takes the best arm nine times in ten. */
function knowing(context: string): Float64Array {
  const best = context === 'morning' ? 3 : 0;
  return Float64Array.from({ length: 4 }, (_, arm) => (arm === best ? 0.925 : 0.025));
}

/** A choice of the logging policy and what came of it, from uniform numbers. */
function draw(impression: string, when: number, which: number, luck: number): LoggedChoice {
  const context = CONTEXTS[when < 0.5 ? 0 : 1]!;
  const probabilities = logging(context);
  let left = which;
  const arm = probabilities.findIndex((p) => (left -= p) < 0);
  return { impression, context, arm, propensity: probabilities[arm]!, reward: luck < RATES[context]![arm]! ? 1 : 0 };
}
