import { countConfusions } from './confusion';

const choice = (meant: string, chosen: string) => ({ meant, chosen });

describe('confusion counts', () => {
  it('have a row for each domain meant and a column for each chosen, what nobody serves last', () => {
    const choices = [
      choice('Video', 'Music'),
      choice('Video', 'Video'),
      choice('Other', 'Music'),
      choice('Video', 'Music'),
    ];
    expect(countConfusions(choices, { domains: ['Music', 'Books'], outOfDomain: 'Other' })).toEqual({
      truths: ['Books', 'Music', 'Video', 'Other'],
      chosen: ['Books', 'Music', 'Video'],
      counts: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 2, 1],
        [0, 1, 0],
      ],
    });
  });

  it('count a domain that is meant though nobody answers for it', () => {
    const { truths, chosen } = countConfusions([choice('Weather', 'Music')], { domains: [], outOfDomain: 'Other' });
    expect(truths).toEqual(['Music', 'Weather']);
    expect(chosen).toEqual(['Music']);
  });
});
