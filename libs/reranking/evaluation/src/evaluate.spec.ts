import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  byScore,
  type Hypothesis,
  probability,
  readLabelledUtterance,
  type ReferenceUtterance,
} from '@tiebreak/interpretation';
import { evaluate, type Evaluation, lineOutcome, type RankedIndex, rankByProduct } from './index';

const { log } = Math;

/** A reading, "Domain intent slot=value ...", with the score that each of its upstream models and its re-ranker gave. */
function reading(text: string, score = 1): Hypothesis {
  const [domain, intent, ...slots] = text.split(' ') as [string, string];
  const p = probability(score);
  return {
    id: text,
    domain,
    intent,
    slots: slots.map((slot: string) => ({ name: slot.split('=')[0]!, value: slot.split('=')[1]!, entityId: '' })),
    scores: { domain: p, intent: probability(1), ner: probability(1) },
    signals: {},
  };
}

/** A line that was read thus, and what was meant; ranking it by product ranks by the scores given. */
function line(truth: string, ...hypotheses: Hypothesis[]): ReferenceUtterance {
  const context = { device: '', attributes: {} };
  return { id: truth, utterance: 'some words', locale: '', context, hypotheses, truth: reading(truth) };
}
const outcomeOf = (of: ReferenceUtterance) => lineOutcome(of, rankByProduct(of))!;

const queen = 'Music Play artist=queen';
const right = line(queen, reading('Books Rate', 0.2), reading(queen, 0.9));
const slotMissing = line('Books Rate name=dune stars=5', reading('Books Rate name=dune', 0.6));
const allWrong = line(queen, reading('Books Rate name=dune', 0.5));
const nobodys = line('Other none', reading('Music Play', 0.1));
const four = [right, slotMissing, allWrong, nobodys].map(outcomeOf);
const options = { seed: 1, draws: 200 };

describe('the outcome of a line', () => {
  it('is that of its top hypothesis, beside every ranked one', () => {
    expect(outcomeOf(right)).toEqual({
      topScore: 0.9,
      topRight: 1,
      errors: { edits: 0, labels: 2, intentWrong: false, domainWrong: false },
      hypotheses: [
        { domain: 'Music', score: 0.9, right: 1 },
        { domain: 'Books', score: 0.2, right: 0 },
      ],
    });
  });

  it('has no errors to count when no domain serves the utterance', () => {
    expect(outcomeOf(nobodys)).not.toHaveProperty('errors');
  });

  it('is none when nothing was ranked', () => {
    expect(lineOutcome(right, [])).toBeUndefined();
  });
});

describe('ranking by product', () => {
  it('falls by domain * intent * ner, equals in line order', () => {
    const tied = line(queen, reading('A a', 0.25), reading('B b', 0.5), reading('C c', 0.25), reading('D d', 1));
    expect(rankByProduct(tied)).toEqual([
      { index: 3, score: 1 },
      { index: 1, score: 0.5 },
      { index: 0, score: 0.25 },
      { index: 2, score: 0.25 },
    ]);
  });
});

describe('an evaluation', () => {
  const measured = evaluate(four, options);

  it('of 0 of 2, 1 of 3 and 2 of 2 label errors and one out-of-domain line has SemER 3/7, IRER 2/3, ICER 1/3', () => {
    expect(measured).toMatchObject({ utterances: 4, inDomain: 3, semer: 3 / 7, irer: 2 / 3, icer: 1 / 3 });
    expect(measured.domainAccuracy).toBeCloseTo(2 / 3, 15);
  });

  it('judges calibration over all top hypotheses: .9 right and .6, .5 and .1 wrong', () => {
    expect(measured.ece).toBeCloseTo((0.1 + 0.6 + 0.5 + 0.1) / 4, 12);
    expect(measured.adaptiveEce).toBeCloseTo((0.1 + 0.6 + 0.5 + 0.1) / 4, 12);
    expect(measured.brier).toBeCloseTo((0.01 + 0.36 + 0.25 + 0.01) / 4, 12);
    expect(measured.nll).toBeCloseTo(-(log(0.9) + log(0.4) + log(0.5) + log(0.9)) / 4, 12);
  });

  it("judges each domain over all of its hypotheses: Books' .2, .6 and .5 are wrong", () => {
    expect(Object.keys(measured.eceDomain)).toEqual(['Books', 'Music']);
    expect(measured.eceDomain.Books).toBeCloseTo((0.2 + 0.6 + 0.5) / 3, 12);
    expect(measured.eceDomain.Music).toBeCloseTo((0.1 + 0.1) / 2, 12);
  });

  it('has an interval for each metric and domain; those of means and ratios hold the metric', () => {
    const { intervals } = measured;
    expect(Object.keys(intervals).sort()).toEqual(
      ['semer', 'irer', 'icer', 'domainAccuracy', 'ece', 'adaptiveEce', 'smoothEce', 'debiasedEce', 'brier', 'nll']
        .concat('eceDomain')
        .sort(),
    );
    expect(Object.keys(intervals.eceDomain)).toEqual(['Books', 'Music']);
    for (const metric of ['semer', 'irer', 'icer', 'domainAccuracy', 'brier', 'nll'] as const) {
      const [low, high] = intervals[metric];
      expect(low).toBeLessThan(high);
      expect(low).toBeLessThanOrEqual(measured[metric]);
      expect(high).toBeGreaterThanOrEqual(measured[metric]);
    }
  });

  it('is the same for the same seed, and another seed moves nothing but intervals and the noise floor', () => {
    expect(evaluate(four, options)).toEqual(measured);
    const { intervals, noiseFloor, ...metrics } = evaluate(four, { ...options, seed: 2 });
    expect(intervals).not.toEqual(measured.intervals);
    expect({ ...metrics, intervals: measured.intervals, noiseFloor: measured.noiseFloor }).toEqual(measured);
    expect(noiseFloor.ece.p95).toBeGreaterThan(0);
  });

  it('has no error rates when nothing is in a domain, but still judges calibration', () => {
    const { semer, irer, inDomain, brier, intervals } = evaluate([outcomeOf(nobodys)], options);
    expect([semer, irer, inDomain]).toEqual([NaN, NaN, 0]);
    expect(intervals.semer).toEqual([NaN, NaN]);
    expect(brier).toBeCloseTo(0.01, 12);
  });

  it('of no lines is refused', () => {
    expect(() => evaluate([], options)).toThrow(new RangeError('expected ranked utterances to evaluate, got none'));
  });
});

describe('the figures of an independent scorer (score.py), to 1e-4', () => {
  // Every line holds a data line and a ranking with many ties: python3 score.py FILE FILE, python3 score.py FILE --product
  const file = join(__dirname, '../test/scored-by-python.jsonl');
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((text) => {
      const source = JSON.parse(text) as { ranked: RankedIndex[] };
      const reading = readLabelledUtterance(source);
      if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
      return { line: reading.value as ReferenceUtterance, ranked: source.ranked };
    });
  const expectFigures = (evaluation: Evaluation, figures: Partial<Evaluation>) => {
    const { eceDomain, ...rest } = figures;
    for (const [actual, expected] of [
      [evaluation, rest],
      [evaluation.eceDomain, eceDomain!],
    ] as Record<string, number>[][]) {
      for (const [name, value] of Object.entries(expected!)) {
        expect([name, Math.abs(actual![name]! - value) <= 1e-4]).toEqual([name, true]);
      }
    }
  };

  it('are ours for a given ranking', () => {
    const outcomes = lines.map(({ line: of, ranked }) => lineOutcome(of, byScore(ranked))!);
    expectFigures(evaluate(outcomes, options), {
      ...{ utterances: 24, inDomain: 20, semer: 0.8261, irer: 0.85, domainAccuracy: 0.35 },
      ...{ ece: 0.6883, adaptiveEce: 0.6883, brier: 0.5587, nll: 8.7739 },
      eceDomain: { Books: 0.3673, Music: 0.4623, Video: 0.3706 },
    });
  });

  it('are ours for the baseline, the upstream product', () => {
    expectFigures(
      evaluate(
        lines.map(({ line: of }) => outcomeOf(of)),
        options,
      ),
      {
        ...{ utterances: 24, inDomain: 20, semer: 0.7609, irer: 0.8, domainAccuracy: 0.35 },
        ...{ ece: 0.2998, adaptiveEce: 0.3544, brier: 0.275, nll: 0.7406 },
        eceDomain: { Books: 0.2774, Music: 0.2103, Video: 0.1573 },
      },
    );
  });
});
