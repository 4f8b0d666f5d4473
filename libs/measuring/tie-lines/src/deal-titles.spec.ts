import { dealTitles, TITLE_PARTS } from './deal-titles';
import type { SaidTitle } from './said-titles';

const titles: SaidTitle[] = Array.from({ length: 140 }, (_, i) => ({
  title: `title ${i}`,
  popularity:
    i % 2 === 0 ? { Books: ((i * 37) % 100) / 100, Video: 0.5 } : { Music: 0.5, Video: ((i * 59) % 100) / 100 },
}));

describe('dealing titles', () => {
  it('puts every title into one part, the same whatever their order', () => {
    const parts = TITLE_PARTS.map((part) => dealTitles(titles, part));
    expect(
      parts
        .flat()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(titles.map(({ title }) => title).sort());
    expect(parts.map(({ length }) => length)).toEqual([40, 40, 20, 40]);
    TITLE_PARTS.forEach((part, i) => {
      expect(dealTitles(titles.toReversed(), part)).toEqual(parts[i]);
    });
  });

  it('gives every part as many of each kind, as popular on average', () => {
    for (const part of TITLE_PARTS) {
      const dealt = dealTitles(titles, part);
      const books = dealt.flatMap(({ popularity }) => popularity.Books ?? []);
      expect(books).toHaveLength(dealt.length / 2);
      const mean = books.reduce((sum, value) => sum + value, 0) / books.length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
    }
  });
});
