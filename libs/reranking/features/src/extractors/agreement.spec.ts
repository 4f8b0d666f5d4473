import { extracted, hypothesis, listOf, slot } from '../../test/lists';
import { agreement, posteriorShare, slotNaming } from '../index';

const album = slot('album', 'dune');
const artist = slot('artist', 'dune');
/** Product scores 3/8, 3/8 and 1/4 of their sum, by their recognisers alone. */
const list = listOf([
  hypothesis([1, 1, 0.75], { id: 'a', slots: [album] }),
  hypothesis([1, 1, 0.75], { id: 'b', slots: [artist] }),
  hypothesis([1, 1, 0.5], { id: 'c', intent: 'Rate', slots: [album, slot('year', '1965')] }),
]);

describe('the posterior share', () => {
  it('is 3/8, 3/8 and 1/4 of a list with products 3/4, 3/4 and 1/2, the first two of one intent', () => {
    const rows = extracted(posteriorShare, list);
    expect(rows.map(({ posterior }) => posterior)).toEqual(
      [3 / 8, 3 / 8, 1 / 4].map((p) => expect.closeTo(p, 6) as number),
    );
    expect(rows.map((row) => row.posterior_of_intent)).toEqual(
      [3 / 4, 3 / 4, 1 / 4].map((p) => expect.closeTo(p, 6) as number),
    );
    const entropy = -(2 * (3 / 8) * Math.log(3 / 8) + (1 / 4) * Math.log(1 / 4));
    for (const row of rows) expect(row.posterior_entropy).toBeCloseTo(entropy, 6);
    expect(rows[2]!.posterior_log).toBeCloseTo(Math.log(1 / 4), 6);
  });

  it('of an only hypothesis is 1, without entropy, however unlikely it is', () => {
    expect(extracted(posteriorShare, listOf([hypothesis([0, 0, 0])]))).toEqual([
      { posterior: 1, posterior_log: 0, posterior_of_intent: 1, posterior_entropy: 0 },
    ]);
  });
});

describe('agreement', () => {
  it('is the share of the readings that carry a slot, or its value under any name', () => {
    const [first, , third] = extracted(agreement, list);
    // The album stands in the first and the third, its value in all of them.
    expect(first!.slot_agreement_mean).toBeCloseTo(5 / 8, 6);
    expect(first!.value_agreement_min).toBeCloseTo(1, 6);
    // The year stands in the third alone.
    expect(third!.slot_agreement_min).toBeCloseTo(1 / 4, 6);
    expect(third!.slot_agreement_mean).toBeCloseTo((5 / 8 + 1 / 4) / 2, 6);
    expect(third!.slots_above_mean).toBeCloseTo(2 - 4 / 3, 6);
  });

  it('overlaps with a drawn reading by twice the shared labels over all: 1, 1/2 and 2/5 for the first', () => {
    const [first] = extracted(agreement, list);
    expect(first!.expected_overlap).toBeCloseTo((3 / 8) * 1 + (3 / 8) * (1 / 2) + (1 / 4) * (2 / 5), 6);
  });

  it('is whole without slots', () => {
    const [row] = extracted(agreement, listOf([hypothesis([1, 1, 1])]));
    expect(row).toEqual({
      ...{ slot_agreement_mean: 1, slot_agreement_min: 1, value_agreement_mean: 1, value_agreement_min: 1 },
      ...{ expected_overlap: 1, slots_above_mean: 0 },
    });
  });
});

describe('slot naming', () => {
  it('counts repeated names and the lead over the best reading that names the same words otherwise', () => {
    const rows = extracted(
      slotNaming,
      listOf([
        hypothesis([1, 1, 0.6], { id: 'a', slots: [album] }),
        hypothesis([1, 1, 0.3], { id: 'b', slots: [artist] }),
        hypothesis([1, 1, 0.1], { id: 'c', slots: [artist, slot('artist', 'herbert')] }),
      ]),
    );
    expect(rows[0]).toEqual({
      slots_repeated: 0,
      naming_rival: 1,
      naming_lead: expect.closeTo(Math.log(2), 6) as number,
    });
    expect(rows[1]!.naming_lead).toBeCloseTo(-Math.log(2), 6);
    expect(rows[2]).toEqual({ slots_repeated: 1, naming_rival: 0, naming_lead: 0 });
  });
});
