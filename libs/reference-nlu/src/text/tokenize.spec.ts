import fc from 'fast-check';
import { tokenize } from './tokenize';

const texts = (utterance: string): string[] => tokenize(utterance).map(({ start, end }) => utterance.slice(start, end));

describe('tokens', () => {
  it.each([
    ['Play “Blue in Green”, please!', ['Play', 'Blue', 'in', 'Green', 'please']],
    ["what's  o'neill's\tr.e.m & ac/dc", ["what's", "o'neill's", 'r.e.m', '&', 'ac/dc']],
    ['… ?! …', ['…', '?!', '…']],
    ['播放 邓丽君 的歌', ['播', '放', '邓', '丽', '君', '的', '歌']],
    ['play 🎵music🎵', ['play', '🎵music🎵']],
  ])('of %j', (utterance, expected) => {
    expect(texts(utterance)).toEqual(expected);
  });

  it('stand in order, do not overlap, and are there unless all is blank', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (utterance) => {
        const tokens = tokenize(utterance);
        expect(tokens.length > 0).toBe(utterance.trim() !== '');
        tokens.forEach(({ start, end }, i) => {
          expect(start).toBeGreaterThanOrEqual(tokens[i - 1]?.end ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(utterance.length);
        });
      }),
    );
  });

  it('keep their offsets in the utterance, and their words without capitals, width and invisible characters', () => {
    expect(tokenize('ＰＬＡＹ O\u2019Neill\u200b now')).toEqual([
      { start: 0, end: 4, word: 'play' },
      { start: 5, end: 13, word: "o'neill" },
      { start: 14, end: 17, word: 'now' },
    ]);
  });
});
