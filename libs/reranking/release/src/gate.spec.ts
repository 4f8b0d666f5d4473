import fc from 'fast-check';
import { compared, merged, repeated } from '../test/compared-lines';
import { defaultLimits, type GateOptions, judgeCandidate, movedLimits } from './index';

const options: GateOptions = {
  domain: 'Music',
  limits: { flips: 0.005, latencyBudget: 2 },
  latencies: { incumbentMs: 1, candidateMs: 1 },
  seed: 1,
};
const rulesOf = (verdict: ReturnType<typeof judgeCandidate>) =>
  Object.fromEntries(verdict.rules.map(({ rule, passed }) => [rule, passed]));

describe('the gate', () => {
  it('lets a bundle replace itself, on any lines', () => {
    const line = fc
      .record({ edits: fc.nat(3), score: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ edits, score }) => merged(edits, score));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (own) => {
        const lines = own.map((outcome, i) => compared(outcome, outcome, `u${i}`, outcome));
        const frequent = new Set(lines.map(({ utterance }) => utterance));
        const verdict = judgeCandidate(lines, { ...options, frequent });
        expect(verdict.rules.filter(({ passed }) => !passed)).toEqual([]);
        expect(verdict).toMatchObject({ passed: true, flips: { negative: [], positive: [] } });
      }),
      { numRuns: 20 },
    );
  });

  it('evaluates every rule, whichever fail: a candidate that is worse in all ways', () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      compared(merged(0, 0.95), merged(1, 0.9), `u${i}`, merged(0, 0.95)),
    );
    const verdict = judgeCandidate(lines, {
      ...options,
      latencies: { incumbentMs: 1, candidateMs: 3 },
      frequent: new Set(['words of u5']),
    });
    expect(verdict.passed).toBe(false);
    expect(rulesOf(verdict)).toMatchObject({
      ...{ semer: false, 'semer-since-major': false, nll: false, 'nll-since-major': false },
      ...{ 'negative-flips': false, 'frequent-flips': false, latency: false },
    });
    expect(verdict.flips.negative).toHaveLength(60);
  });

  it('is refused by one rule alone', () => {
    const verdict = judgeCandidate(repeated(100, 0, 0), {
      ...options,
      latencies: { incumbentMs: 1, candidateMs: 2.1 },
    });
    expect(verdict.passed).toBe(false);
    expect(verdict.rules.filter(({ passed }) => !passed).map(({ rule }) => rule)).toEqual(['latency']);
  });

  it('knows rules of the last major release and of frequent utterances only when these are given', () => {
    const verdict = judgeCandidate(repeated(10, 0, 0), options);
    expect(Object.keys(rulesOf(verdict))).toEqual([
      ...['semer', 'nll', 'calibration', 'score-shift', 'negative-flips', 'latency'],
    ]);
  });

  it.each([
    ['no lines', []],
    ['lines of another domain', repeated(3, 0, 0)],
  ])('refuses to judge %s', (_, lines) => {
    expect(() => judgeCandidate(lines, { ...options, domain: 'Books' })).toThrow(
      `expected lines with hypotheses of domain "Books", got none in ${lines.length} lines`,
    );
  });
});

describe('the limits', () => {
  it('allow three times the flips for another kind of model', () => {
    expect(defaultLimits({ incumbent: 'boosted', candidate: 'boosted' })).toEqual({ flips: 0.005, latencyBudget: 2 });
    expect(defaultLimits({ incumbent: 'log-linear', candidate: 'boosted' }).flips).toBe(0.015);
  });

  it('are moved where they differ from the defaults, tighter or looser', () => {
    const defaults = { flips: 0.005, latencyBudget: 2 };
    expect(movedLimits(defaults, defaults)).toEqual({});
    expect(movedLimits({ flips: 0, latencyBudget: 2 }, defaults)).toEqual({ flips: 0 });
    expect(movedLimits({ flips: 0.01, latencyBudget: 3 }, defaults)).toEqual({ flips: 0.01, latencyBudget: 3 });
  });
});
