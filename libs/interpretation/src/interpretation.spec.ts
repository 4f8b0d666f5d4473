import { interpretation, nBestList } from '@tiebreak/arbitraries';
import fc from 'fast-check';
import { byScore, ofDomain, probability, productScore, sameInterpretation } from './index';

const slot = (name: string, value: string) => ({ name, value });
const play = { domain: 'Music', intent: 'PlayMusic', slots: [slot('artist', 'queen'), slot('song', 'innuendo')] };

describe('sameness of interpretations', () => {
  it('is equality of domain, intent and the ordered names and values of slots', () => {
    expect(sameInterpretation(play, { ...play, slots: [...play.slots] })).toBe(true);
    expect(sameInterpretation(play, { ...play, domain: 'Books' })).toBe(false);
    expect(sameInterpretation(play, { ...play, intent: 'Rate' })).toBe(false);
    expect(sameInterpretation(play, { ...play, slots: play.slots.slice(1) })).toBe(false);
    expect(sameInterpretation(play, { ...play, slots: play.slots.toReversed() })).toBe(false);
    expect(sameInterpretation(play, { ...play, slots: [slot('artist', 'Queen'), play.slots[1]!] })).toBe(false);
  });

  it('holds exactly when both are written alike', () => {
    const written = ({ domain, intent, slots }: typeof play) =>
      JSON.stringify([domain, intent, slots.map(({ name, value }) => [name, value])]);
    fc.assert(
      fc.property(interpretation(), interpretation(), (a, b) => {
        const [x, y] = [a, b].map((i) => ({ ...i, slots: [...i.slots] }));
        expect(sameInterpretation(a, b)).toBe(written(x!) === written(y!));
      }),
    );
  });
});

describe('the product score', () => {
  it('of 1/2, 1/4 and 1 is 1/8', () => {
    expect(productScore({ domain: probability(0.5), intent: probability(0.25), ner: probability(1) })).toBe(1 / 8);
  });
});

describe('the parts of a list by domain', () => {
  it('keep their order, their surroundings and nothing of another domain, and together are the whole', () => {
    fc.assert(
      fc.property(nBestList(['Music', 'Books']), (list) => {
        const music = ofDomain(list, 'Music');
        const books = ofDomain(list, 'Books');
        expect({ ...music, hypotheses: [] }).toEqual({ ...list, hypotheses: [] });
        expect(music.hypotheses.every(({ domain }) => domain === 'Music')).toBe(true);
        const [a, b] = [[...music.hypotheses], [...books.hypotheses]];
        expect(list.hypotheses.map(({ domain }) => (domain === 'Music' ? a : b).shift())).toEqual(list.hypotheses);
        expect([...a, ...b]).toEqual([]);
      }),
    );
  });
});

describe('an order by score', () => {
  it('falls, and keeps equals in the order in which they came', () => {
    const scored = fc
      .array(fc.constantFrom(0, 0.25, 0.5, 1))
      .map((scores) => scores.map((score, at) => ({ score, at })));
    fc.assert(
      fc.property(scored, (items) => {
        const sorted = byScore(items);
        expect(sorted.toSorted((a, b) => a.at - b.at)).toEqual(items);
        sorted.slice(1).forEach(({ score, at }, i) => {
          const above = sorted[i]!;
          expect(above.score > score || (above.score === score && above.at < at)).toBe(true);
        });
      }),
    );
  });
});
