import { probability } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { extracted, hypothesis, listOf, slot } from '../../test/lists';
import { slotConfidence, slotCount, slotNames, tokenCoverage } from '../index';

const withSlots = (...slots: ReturnType<typeof slot>[]) => listOf([hypothesis([1, 1, 1], { slots })]);
const sure = (value: number) => slot('artist', 'dune', { confidence: probability(value) });

describe('the slot count', () => {
  it('counts slots, those of one name each', () => {
    expect(extracted(slotCount, withSlots())).toEqual([{ slot_count: 0 }]);
    expect(extracted(slotCount, withSlots(slot('artist', 'a'), slot('artist', 'b')))).toEqual([{ slot_count: 2 }]);
  });
});

describe('slot names', () => {
  it('mark the known slots that a hypothesis fills, once however often, and no unknown one', () => {
    const list = withSlots(slot('artist', 'a'), slot('artist', 'b'), slot('year', '1964'));
    expect(extracted(slotNames, list)).toEqual([{ 'slot=album': 0, 'slot=artist': 1 }]);
  });
});

describe('slot confidence', () => {
  it('is 5/8 in the mean, 1/2 at least with log-odds 0, and ln 3/8 in the sum, for 3/4 and 1/2', () => {
    const [row] = extracted(slotConfidence, withSlots(sure(3 / 4), sure(1 / 2)));
    expect(row).toEqual({
      slot_confidence_mean: 5 / 8,
      slot_confidence_min: 1 / 2,
      slot_confidence_min_logit: 0,
      slot_confidence_log_sum: Math.fround(Math.log(3 / 4) + Math.log(1 / 2)),
    });
  });

  it('is certain without slots', () => {
    expect(extracted(slotConfidence, withSlots())).toEqual([
      {
        slot_confidence_mean: 1,
        slot_confidence_min: 1,
        slot_confidence_min_logit: expect.closeTo(Math.log(999_999), 5) as number,
        slot_confidence_log_sum: 0,
      },
    ]);
  });

  it("is, where unknown, the slot's share of the sequence's probability: 1/2 each of 1/4 over two", () => {
    const unknown = hypothesis([1, 1, 1 / 4], { slots: [slot('artist', 'a'), slot('year', '1964')] });
    expect(extracted(slotConfidence, listOf([unknown]))).toEqual([
      {
        slot_confidence_mean: 1 / 2,
        slot_confidence_min: 1 / 2,
        slot_confidence_min_logit: 0,
        slot_confidence_log_sum: Math.fround(2 * Math.log(1 / 2)),
      },
    ]);
  });

  it('of 0 is ln 1e-6 in the sum, not infinite', () => {
    const [row] = extracted(slotConfidence, withSlots(sure(0), sure(0)));
    expect(row!.slot_confidence_log_sum).toBeCloseTo(2 * Math.log(1e-6), 4);
  });
});

describe('token coverage', () => {
  it('takes for tokens what splitting at white space gives, whatever the text', () => {
    const space = fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u1680', '\u2003', '\u2028', '\u3000', '\ufeff');
    const text = fc.array(fc.oneof(fc.string(), space));
    fc.assert(
      fc.property(text, (parts) => {
        const utterance = parts.join('');
        const tokens = utterance.split(/\s+/).filter((token) => token !== '').length;
        const list = listOf([hypothesis([1, 1, 1])], { utterance });
        expect(extracted(tokenCoverage, list)).toMatchObject([{ tokens_uncovered: tokens }]);
      }),
    );
  });

  const coverage = (covered: number, uncovered: number) => ({
    tokens_covered: covered,
    tokens_uncovered: uncovered,
    token_coverage: Math.fround(covered / (covered + uncovered)),
  });

  it('is 2 of 3 words for "mary poppins" by its offsets in "play mary poppins"', () => {
    const list = withSlots(slot('artist', 'another text', { start: 5, end: 17 }));
    expect(extracted(tokenCoverage, list)).toEqual([coverage(2, 1)]);
  });

  it('counts the words of the value where there are no offsets', () => {
    expect(extracted(tokenCoverage, withSlots(slot('artist', 'poppins')))).toEqual([coverage(1, 2)]);
  });

  it('is never more than all words, though slots overlap', () => {
    const list = withSlots(slot('artist', 'mary poppins'), slot('album', 'mary poppins'));
    expect(extracted(tokenCoverage, list)).toEqual([coverage(3, 0)]);
  });

  it('is 0 of an utterance without words', () => {
    const list = listOf([hypothesis([1, 1, 1], { slots: [slot('artist', 'a')] })], { utterance: ' ' });
    expect(extracted(tokenCoverage, list)).toEqual([{ tokens_covered: 0, tokens_uncovered: 0, token_coverage: 0 }]);
  });
});
