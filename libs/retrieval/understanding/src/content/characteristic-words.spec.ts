import { characteristicWords, type TaggedWords } from './characteristic-words';

const repeat = (count: number, one: TaggedWords): TaggedWords[] => Array.from({ length: count }, () => one);
/** 100 horror films and 100 others; "house" stands in both alike. */
const SAMPLE = [
  ...repeat(100, { words: ['ghost', 'house'], tags: ['horror'] }),
  ...repeat(100, { words: ['wedding', 'house'], tags: ['romance'] }),
];

describe('characteristic words', () => {
  const evidence = characteristicWords(SAMPLE);

  it('have the difference of log-odds that the paper gives, worked by hand', () => {
    // 400 words in all, 200 on each side. The prior is 500 words; of "ghost" and "wedding" 500 * 100/400 = 125 each.
    // ghost with horror: (100 + 125) / (200 + 500 - 225) = 225/475; without: (0 + 125) / (200 + 500 - 125) = 125/575.
    const ghost = Math.log(225 / 475) - Math.log(125 / 575);
    expect(evidence.get('horror')!.get('ghost')).toBeCloseTo(ghost, 12);
    expect(evidence.get('horror')!.get('wedding')).toBeCloseTo(-ghost, 12);
  });

  it('are the opposite for what is not the tag', () => {
    expect(evidence.get('romance')!.get('ghost')).toBeCloseTo(-evidence.get('horror')!.get('ghost')!, 12);
  });

  it('leave out words that stand everywhere alike, and tags of few entities', () => {
    expect(evidence.get('horror')!.has('house')).toBe(false);
    const rare = characteristicWords([...SAMPLE, ...repeat(7, { words: ['ghost'], tags: ['rare'] })]);
    expect(rare.has('rare')).toBe(false);
  });
});
