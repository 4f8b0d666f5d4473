import { pairDomains } from './domain-pairs';

const rates = { Music: 0.4, Books: 0.3, Video: 0.2 };
const top = (score: number, right: 0 | 1) => ({ score, right });

describe('pairDomains', () => {
  it('gives every pair of domains once, in the order of their rates', () => {
    expect(pairDomains([], rates).map(({ domains, rightRates }) => [...domains, ...rightRates])).toEqual([
      ['Music', 'Books', 0.4, 0.3],
      ['Music', 'Video', 0.4, 0.2],
      ['Books', 'Video', 0.3, 0.2],
    ]);
  });

  it('takes the lines where exactly one of the two is right', () => {
    const lines = [
      { Music: top(0.9, 1), Books: top(0.3, 0), Video: top(0.2, 0) },
      { Music: top(0.4, 0), Books: top(0.8, 1), Video: top(0.1, 0) },
      { Music: top(0.1, 0), Books: top(0.1, 0), Video: top(0.1, 0) },
      // A domain that did not answer tells nothing.
      { Music: top(0.7, 1) },
    ];
    const [musicBooks, musicVideo] = pairDomains(lines, rates);
    expect(musicBooks).toMatchObject({
      scores: [
        [0.9, 0.4],
        [0.3, 0.8],
      ],
      firstRight: [1, 0],
    });
    expect(musicVideo).toMatchObject({ scores: [[0.9], [0.2]], firstRight: [1] });
  });

  it('refuses a rate that is no share, and a score that is no probability', () => {
    expect(() => pairDomains([], { Music: 0 })).toThrow('rightRates.Music: expected a share in (0, 1), got 0');
    const line = { Music: top(1.2, 1), Books: top(0.3, 0) };
    expect(() => pairDomains([line], rates)).toThrow('scores[0]: expected a probability, got 1.2');
  });
});
