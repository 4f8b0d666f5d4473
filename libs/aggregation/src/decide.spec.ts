import { nBestList } from '@tiebreak/arbitraries';
import { byScore, type Hypothesis, probability, type RankedHypothesis } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { decide, DEFAULT_COSTS } from './index';

const nouns = new Map([
  ['Books', 'book'],
  ['Video', 'film'],
]);

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

describe('the decision', () => {
  it('acts when one hypothesis is nearly certain: cost 1 - .95 is below the confirmation at .15', () => {
    expect(decide([ranked('Books', 0.95), ranked('Video', 0.02)], DEFAULT_COSTS, nouns)).toMatchObject({
      kind: 'act',
      options: [{ hypothesisId: 'Books-Play-0.95', label: 'the book: play' }],
      question: '',
      probabilityRight: 0.95,
    });
  });

  it('confirms a lone hypothesis that is likely but not certain: .15 against .4 to act and .3 to reject', () => {
    const decision = decide([ranked('Books', 0.6)], DEFAULT_COSTS, nouns);
    expect(decision).toMatchObject({ kind: 'confirm', question: 'Did you mean the book: play?', expectedCost: 0.15 });
  });

  it('asks "the book or the film?" when both are likely: .2 + .5 * .05 against .15 + .5 * .45 to confirm', () => {
    const decision = decide([ranked('Books', 0.5), ranked('Video', 0.4), ranked('Music', 0.05)], DEFAULT_COSTS, nouns);
    expect(decision).toMatchObject({ kind: 'disambiguate', question: 'The book or the film?', probabilityRight: 0.5 });
    expect(decision.options.map(({ label }) => label)).toEqual(['the book', 'the film']);
    expect(decision.expectedCost).toBeCloseTo(0.225, 12);
  });

  it('hands over when nothing is likely: .5 * .2 is below any question', () => {
    expect(decide([ranked('Books', 0.15), ranked('Video', 0.05)], DEFAULT_COSTS, nouns)).toMatchObject({
      kind: 'reject',
      options: [],
      probabilityRight: 0.15,
    });
  });

  it('rejects when there is nothing to choose from', () => {
    expect(decide([], DEFAULT_COSTS, nouns)).toMatchObject({ kind: 'reject', options: [], probabilityRight: 0 });
  });

  it('tells readings of one domain apart by their words', () => {
    const decision = decide(
      [
        ranked('Books', 0.5, 'Rate', [slot('name', 'dune')]),
        ranked('Books', 0.45, 'Rate', [slot('name', 'dune messiah')]),
      ],
      DEFAULT_COSTS,
      nouns,
    );
    expect(decision.question).toBe('Rate "dune" or rate "dune messiah"?');
  });

  it('never asks a user to choose between names of slots', () => {
    const readings = [
      ranked('Books', 0.5, 'Rate', [slot('name', 'dune')]),
      ranked('Books', 0.45, 'Rate', [slot('series', 'dune')]),
    ];
    expect(decide(readings, { ...DEFAULT_COSTS, disambiguation: 0 }, nouns).kind).toBe('confirm');
  });

  it('never costs more than acting, confirming or rejecting, and probabilities that sum past 1 count as 1', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }).map(probability), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(nBestList(['Books', 'Video']), scores, ({ hypotheses }, p) => {
        const list = byScore(
          hypotheses.map((hypothesis, i) => ({
            hypothesis,
            score: p[i]!,
            bundleScore: p[i]!,
            contributions: [],
            fallback: false,
          })),
        );
        const any = Math.min(
          1,
          list.reduce((sum, { score }) => sum + score, 0),
        );
        const { expectedCost, kind, options } = decide(list, DEFAULT_COSTS, nouns);
        expect(expectedCost).toBeLessThanOrEqual(1 - list[0]!.score);
        expect(expectedCost).toBeLessThanOrEqual(0.15 + 0.5 * (any - list[0]!.score));
        expect(expectedCost).toBeLessThanOrEqual(0.5 * any);
        expect(options.length).toBe({ act: 1, confirm: 1, reject: 0, disambiguate: options.length }[kind]);
        expect(new Set(options.map(({ label }) => label)).size).toBe(options.length);
      }),
    );
  });
});
