import { interpretation } from '@tiebreak/arbitraries';
import { sameInterpretation } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { compareInterpretations, errorRates, labelEdits, semanticErrorRate } from './index';

const slot = (name: string, value: string) => ({ name, value });
const play = { domain: 'Music', intent: 'PlayMusic', slots: [slot('artist', 'queen'), slot('song', 'innuendo')] };

describe('semantic error', () => {
  it('is 1/3 with the right intent, two slots and one of them wrong', () => {
    const hypothesis = { ...play, slots: [slot('artist', 'queen'), slot('song', 'the show')] };
    expect(semanticErrorRate(hypothesis, play)).toBe(1 / 3);
  });

  it('counts a wrong domain and a wrong intent together as one edit', () => {
    expect(labelEdits({ ...play, domain: 'Books', intent: 'RateBook' }, play)).toBe(1);
  });

  it('counts a deleted, an inserted and a swapped pair of slots as 1, 1 and 2', () => {
    const [artist, song] = play.slots as [(typeof play.slots)[0], (typeof play.slots)[0]];
    expect(labelEdits({ ...play, slots: [artist] }, play)).toBe(1);
    expect(labelEdits({ ...play, slots: [artist, slot('year', '1991'), song] }, play)).toBe(1);
    expect(labelEdits({ ...play, slots: [song, artist] }, play)).toBe(2);
  });

  it('is a metric: zero only for the same interpretation, symmetric, and never longer by a detour', () => {
    fc.assert(
      fc.property(interpretation(), interpretation(), interpretation(), (a, b, c) => {
        expect(labelEdits(a, b) === 0).toBe(sameInterpretation(a, b));
        expect(labelEdits(a, b)).toBe(labelEdits(b, a));
        expect(labelEdits(a, c)).toBeLessThanOrEqual(labelEdits(a, b) + labelEdits(b, c));
      }),
    );
  });
});

describe('error rates of a set', () => {
  it('divide sum by sum for SemER and count utterances for the others', () => {
    const short = { domain: 'Books', intent: 'RateBook', slots: [] };
    const rates = errorRates([
      compareInterpretations(play, play), // 0 of 3 labels
      compareInterpretations({ ...play, slots: [] }, play), // 2 of 3
      compareInterpretations(play, short), // 3 of 1
    ]);
    expect(rates).toEqual({ semer: 5 / 7, irer: 2 / 3, icer: 1 / 3, domainAccuracy: 1 - 1 / 3 });
  });
});
