import { nBestList } from '@tiebreak/arbitraries';
import { byScore, type Hypothesis, probability, type RankedHypothesis } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { decide, DEFAULT_COSTS, INDEPENDENT, jointProbabilities } from './index';

const wording = {
  utterance: 'rate dune messiah',
  domains: new Map([
    ['Books', { noun: 'book' }],
    ['Video', { noun: 'film' }],
  ]),
};

function ranked(domain: string, score: number, intent = 'Play', slots: Hypothesis['slots'] = []): RankedHypothesis {
  const p = probability(score);
  const scores = { domain: p, intent: p, ner: p };
  return {
    hypothesis: { id: `${domain}-${intent}-${score}`, domain, intent, slots, scores, signals: {} },
    score: p,
    bundleScore: p,
    contributions: [],
    fallback: false,
  };
}
const slot = (name: string, value: string) => ({ name, value, entityId: '' });

const policy = { costs: DEFAULT_COSTS, joint: INDEPENDENT };

describe('the decision', () => {
  it('acts when one hypothesis is nearly certain: odds 19 and 1/19 give P1 = 361/381, and 20/381 is below .15', () => {
    const decision = decide([ranked('Books', 19 / 20), ranked('Video', 1 / 20)], policy, wording);
    expect(decision).toMatchObject({ kind: 'act', options: [{ label: 'the book: play' }], question: '' });
    expect(decision.probabilityRight).toBeCloseTo(361 / 381, 12);
    expect(decision.expectedCost).toBeCloseTo(20 / 381, 12);
  });

  it('confirms a lone hypothesis that is likely but not certain: .15 against .4 to act and .3 to reject', () => {
    const decision = decide([ranked('Books', 0.6)], policy, wording);
    expect(decision).toMatchObject({ kind: 'confirm', question: 'Did you mean the book: play?', expectedCost: 0.15 });
    expect(decision.probabilityRight).toBeCloseTo(0.6, 12);
  });

  it('asks "the book or the film?" when both are likely: odds 3, 2 and 1/4 give 12/25, 8/25, 1/25, none 4/25', () => {
    const decision = decide(
      [ranked('Books', 3 / 4), ranked('Video', 2 / 3), ranked('Music', 1 / 5)],
      { costs: { ...DEFAULT_COSTS, disambiguation: 0.1 }, joint: INDEPENDENT },
      wording,
    );
    expect(decision).toMatchObject({ kind: 'disambiguate', question: 'The book or the film?' });
    expect(decision.options.map(({ label }) => label)).toEqual(['the book', 'the film']);
    expect(decision.probabilityRight).toBeCloseTo(12 / 25, 12);
    // .1 + .5 / 25, against .5 * 21/25 to reject, .15 + .5 * 9/25 to confirm and 13/25 to act
    expect(decision.expectedCost).toBeCloseTo(0.12, 12);
  });

  it('takes scores for what the map says: with an intercept of ln 4 the same question costs .1 + .5 / 22', () => {
    const decision = decide(
      [ranked('Books', 3 / 4), ranked('Video', 2 / 3), ranked('Music', 1 / 5)],
      {
        costs: { ...DEFAULT_COSTS, disambiguation: 0.1 },
        joint: { slope: 1, intercept: Math.log(4), utteranceSlope: 0 },
      },
      wording,
    );
    // Odds 12, 8 and 1 against 1.
    expect(decision.kind).toBe('disambiguate');
    expect(decision.probabilityRight).toBeCloseTo(12 / 22, 12);
    expect(decision.expectedCost).toBeCloseTo(0.1 + 0.5 / 22, 12);
  });

  it('hands over when nothing is likely: odds 1/4 and 1/12 give 3/16, 1/16 and none 12/16; .5 * 4/16 is below any question', () => {
    const decision = decide([ranked('Books', 1 / 5), ranked('Video', 1 / 13)], policy, wording);
    expect(decision).toMatchObject({ kind: 'reject', options: [] });
    expect(decision.probabilityRight).toBeCloseTo(3 / 16, 12);
    expect(decision.expectedCost).toBeCloseTo(1 / 8, 12);
  });

  it('rejects when there is nothing to choose from', () => {
    expect(decide([], policy, wording)).toMatchObject({ kind: 'reject', options: [], probabilityRight: 0 });
  });

  it('tells readings of one intent apart by their words', () => {
    const decision = decide(
      [
        ranked('Books', 0.5, 'Rate', [slot('name', 'dune')]),
        ranked('Books', 0.45, 'Rate', [slot('name', 'dune messiah')]),
      ],
      { costs: DEFAULT_COSTS, joint: { slope: 1, intercept: 3, utteranceSlope: 0 } },
      wording,
    );
    expect(decision.question).toBe('"dune" or "dune messiah"?');
  });

  it('never asks a user to choose between slots that there is no word for', () => {
    const readings = [
      ranked('Books', 0.5, 'Rate', [slot('name', 'dune')]),
      ranked('Books', 0.45, 'Rate', [slot('series', 'dune')]),
    ];
    const free = { costs: { ...DEFAULT_COSTS, disambiguation: 0 }, joint: INDEPENDENT };
    expect(decide(readings, free, wording).kind).toBe('confirm');
  });

  it('never costs more than acting, confirming or rejecting, and offers as many options as its kind says', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }).map(probability), {
      minLength: 6,
      maxLength: 6,
    });
    const joints = fc.record({
      slope: fc.double({ min: 0.1, max: 3, noNaN: true }),
      intercept: fc.double({ min: -3, max: 3, noNaN: true }),
      utteranceSlope: fc.double({ min: -2, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(nBestList(['Books', 'Video']), scores, joints, ({ hypotheses }, p, joint) => {
        const list = byScore(
          hypotheses.map((hypothesis, i) => ({
            hypothesis,
            score: p[i]!,
            bundleScore: p[i]!,
            contributions: [],
            fallback: false,
          })),
        );
        const { right, none } = jointProbabilities(
          list.map(({ score }) => score),
          joint,
        );
        const { expectedCost, probabilityRight, kind, options } = decide(
          list,
          { costs: DEFAULT_COSTS, joint },
          wording,
        );
        const rounding = 1e-12;
        expect(probabilityRight).toBe(Math.max(...right));
        expect(expectedCost).toBeLessThanOrEqual(1 - right[0]! + rounding);
        expect(expectedCost).toBeLessThanOrEqual(0.15 + 0.5 * (1 - none - right[0]!) + rounding);
        expect(expectedCost).toBeLessThanOrEqual(0.5 * (1 - none) + rounding);
        expect(expectedCost).toBeGreaterThanOrEqual(0);
        expect(options.length).toBe({ act: 1, confirm: 1, reject: 0, disambiguate: options.length }[kind]);
        expect(new Set(options.map(({ label }) => label)).size).toBe(options.length);
      }),
    );
  });
});
