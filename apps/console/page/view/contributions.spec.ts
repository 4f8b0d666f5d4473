import fc from 'fast-check';
import { shownContributions } from './contributions';

const contributions = fc.array(
  fc.record({
    feature: fc.constantFrom('a', 'b', 'c', 'd', 'bias'),
    value: fc.constant(1),
    logOdds: fc.double({ min: -5, max: 5, noNaN: true }),
  }),
);

describe('contributions that are shown', () => {
  it('keep their sum, however many are shown', () => {
    fc.assert(
      fc.property(contributions, fc.nat(6), (all, most) => {
        const { largest, others, bias, total } = shownContributions(all, most);
        const sum = largest.reduce((rest, { logOdds }) => rest + logOdds, others.logOdds + bias);
        expect(sum).toBeCloseTo(total, 9);
        expect(total).toBeCloseTo(
          all.reduce((rest, { logOdds }) => rest + logOdds, 0),
          9,
        );
      }),
    );
  });

  it('are those that weigh most, the heaviest first, the bias apart', () => {
    const all = [3, -4, 1].map((logOdds, i) => ({ feature: `f${i}`, value: 0, logOdds }));
    const shown = shownContributions([...all, { feature: 'bias', value: 0, logOdds: 9 }], 2);
    expect(shown.largest.map(({ logOdds }) => logOdds)).toEqual([-4, 3]);
    expect(shown).toMatchObject({ others: { count: 1, logOdds: 1 }, bias: 9 });
  });
});
