import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JointMap } from '@tiebreak/aggregation';
import { recalibratedReranker } from '@tiebreak/aggregator-host';
import { expectedCalibrationError } from '@tiebreak/calibration';
import type { Probability } from '@tiebreak/interpretation';
import {
  ALARM_THRESHOLD,
  ChangeDetector,
  type DomainEvidence,
  IDENTITY,
  type Miscalibration,
  ModelRecord,
  recalibrate,
  type ReportLikelihoods,
  reportLikelihoods,
} from '@tiebreak/live-calibration';
import { type Random, quantile, seededRandom } from '@tiebreak/statistics';
import { FULL_SIZE, WORKSPACE } from './data';
import { DOMAINS, scorePopulation, type UtteranceScores } from './live-calibration/score-population';
import { CALIBRATED, draw, type Report, squared, type Traffic, trafficOf } from './live-calibration/simulated-reports';
import { markdownTable, publish } from './results';

/** Reports over all domains together, of which a run may hold one false alarm in a hundred runs. */
const REPORTS = 10_000;
const NULL_RUNS = FULL_SIZE ? 1_000 : 12;
const MOST_FALSE = 0.01;
/** The same for scores as wrong as is tolerated. */
const MOST_FALSE_AT_CORNERS = 0.03;
/** Calibrated reports before the change. */
const BEFORE = 5_000;
const CHANGE_RUNS = FULL_SIZE ? 200 : 12;
/** Few runs may fall short of the share by chance; by three standard errors they do not. */
const CHANCE = FULL_SIZE ? 0 : 0.26;
const LATEST: Readonly<Record<Report, number>> = { top: 800, full: 300 };
const LEAST_CAUGHT = 0.9;
/** Reports after the change when the recalibration is judged, on so many fresh outcomes. */
const RECALIBRATED_AFTER = 2_000;
const FRESH = FULL_SIZE ? 100_000 : 30_000;
const LEAST_GAIN = 3;

/** Where calibration is tolerated and no more: corners of the indifference zone, and its middle. */
const TRUTHS: readonly Miscalibration[] = FULL_SIZE
  ? [CALIBRATED, ...[0.85, 1.18].flatMap((slope) => [-0.2, 0.2].map((shift) => ({ slope, shift })))]
  : [CALIBRATED];

const names = DOMAINS.map(({ name }) => name);
const map = JSON.parse(readFileSync(join(WORKSPACE, 'apps/aggregator/model/joint.json'), 'utf8')) as JointMap;
const likelihoods = new WeakMap<DomainEvidence, ReportLikelihoods>();
const rows: string[][] = [];

describe('live calibration', () => {
  let source: string;
  let population: UtteranceScores[];

  beforeAll(async () => {
    ({ source, utterances: population } = await scorePopulation());
  });

  it.each(TRUTHS.flatMap((truth) => (['top', 'full'] as const).map((report) => ({ report, ...truth }))))(
    `raises few false alarms in ${REPORTS} reports: $report, slope $slope, shift $shift`,
    ({ report, ...truth }) => {
      const traffics = names.map((domain) => trafficOf(domain, population, map, { own: report === 'top', truth }));
      const alarms = runs(NULL_RUNS, (random) => {
        const detectors = traffics.map(() => new ChangeDetector());
        for (let i = 0; i < REPORTS; i++) {
          const d = random.integer(traffics.length);
          observe(detectors[d]!, traffics[d]!, report, random, i);
          if (detectors[d]!.alarm !== undefined) return true;
        }
        return false;
      }).filter(Boolean).length;
      rows.push([
        `false alarms: ${inWords(report)}, slope ${truth.slope}, shift ${truth.shift}`,
        percent(alarms / NULL_RUNS),
        `${NULL_RUNS} runs`,
      ]);
      const most = truth.slope === 1 ? MOST_FALSE : MOST_FALSE_AT_CORNERS;
      expect(alarms / NULL_RUNS).toBeLessThanOrEqual(most);
    },
    600_000,
  );

  it.each(names.flatMap((domain) => (['top', 'full'] as const).map((report) => ({ domain, report }))))(
    `finds squared scores of $domain in time, by $report reports of its own utterances, in ${LEAST_CAUGHT * 100}% of ${CHANGE_RUNS} runs`,
    ({ domain, report }) => {
      const [before, after] = [undefined, squared].map((said) =>
        trafficOf(domain, population, map, { own: true, ...(said && { said }) }),
      ) as [Traffic, Traffic];
      const delays = runs(CHANGE_RUNS, (random) => {
        const detector = new ChangeDetector();
        for (let i = 0; i < BEFORE; i++) observe(detector, before, report, random, i);
        let delay = 0;
        while (detector.alarm === undefined && delay < 5 * LATEST[report])
          observe(detector, after, report, random, BEFORE + delay++);
        return delay;
      });
      const caught = delays.filter((delay) => delay <= LATEST[report]).length / CHANGE_RUNS;
      rows.push([
        `${domain}, squared: found within ${LATEST[report]} (${inWords(report)})`,
        percent(caught),
        `median ${quantile(delays, 0.5).toFixed(0)}, 90% within ${quantile(delays, 0.9).toFixed(0)}`,
      ]);
      expect(caught).toBeGreaterThanOrEqual(LEAST_CAUGHT - CHANCE);
    },
    600_000,
  );

  it.each(names)(
    `brings the calibration error of squared scores of %s down to a third, and gives the bundle's scores when it is off`,
    async (domain) => {
      const random = seededRandom(1);
      const options = { own: true };
      const [before, after] = [
        trafficOf(domain, population, map, options),
        trafficOf(domain, population, map, { ...options, said: squared }),
      ];
      const record = new ModelRecord({ domain, version: '1.0.0', digest: 'sha256:0' }, map);
      for (let i = 0; i < BEFORE + RECALIBRATED_AFTER; i++) {
        const { utterance, right } = draw(i < BEFORE ? before : after, random);
        record.take(utterance.evidence('top', right), i);
        if (i < BEFORE) expect(record.recalibration).toBe(IDENTITY);
      }
      const { recalibration } = record;
      const fresh = Array.from({ length: FRESH }, () => draw(after, random));
      const right = fresh.map((one) => (one.right === 0 ? 1 : 0));
      const said = fresh.map(({ utterance }) => utterance.scores[0]!);
      const errorOf = (scores: readonly Probability[]): number => expectedCalibrationError({ scores, right });
      const [bundle, recalibrated] = [errorOf(said), errorOf(said.map((score) => recalibrate(score, recalibration)))];
      rows.push([
        `${domain}, squared: calibration error before and after recalibration`,
        `${bundle.toFixed(4)}, ${recalibrated.toFixed(4)}`,
        `scale ${recalibration.scale.toFixed(2)}, shift ${recalibration.shift.toFixed(2)}`,
      ]);
      expect(bundle / recalibrated).toBeGreaterThanOrEqual(LEAST_GAIN);
      await expectExactlyOff(said);
    },
    600_000,
  );

  it('shows its figures', async () => {
    const table = markdownTable([['', 'measured', ''], ...rows]);
    console.log(`${source}\n${table}`);
    if (FULL_SIZE)
      await publish(
        'live-calibration',
        `${source}; what is right is drawn by what the scores say, or by what is tolerated. Threshold ${ALARM_THRESHOLD} nats; seeds 1, 2, ....`,
        table,
      );
  });
});

/** Off, an answer passes as it is; and what `recalibrate` gives is the bundle's score to the bit. */
async function expectExactlyOff(scores: readonly Probability[]): Promise<void> {
  expect(scores.filter((score) => !Object.is(recalibrate(score, IDENTITY), score))).toEqual([]);
  const model = { domain: '', version: '1.0.0', digest: '', featureFingerprint: '', role: 'active' } as const;
  const answer = { status: 'ranked', model, ranked: [] } as const;
  const off = recalibratedReranker({ rerank: () => Promise.resolve(answer) }, () => IDENTITY);
  expect(await off.rerank({} as never, 1)).toBe(answer);
}

function observe(detector: ChangeDetector, traffic: Traffic, report: Report, random: Random, at: number): void {
  const { utterance, right } = draw(traffic, random);
  const evidence = utterance.evidence(report, right);
  const known = likelihoods.get(evidence) ?? reportLikelihoods(evidence, map);
  likelihoods.set(evidence, known);
  detector.observe(known, at);
}

function runs<T>(count: number, run: (random: Random) => T): T[] {
  return Array.from({ length: count }, (_, i) => run(seededRandom(i + 1)));
}

const inWords = (report: Report): string => (report === 'top' ? 'first hypotheses' : 'all hypotheses');
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
