import { extracted, hypothesis, listOf } from '../../test/lists';
import { margins, scoreProducts, upstreamLogits, upstreamLogScores, upstreamRank } from '../index';

const { log } = Math;
/** Log-odds of 1 - 1e-6, where upstream scores are cut off. */
const LARGEST = log(999_999);

/** Compares to float32 precision. */
function expectColumns(actual: Record<string, number> | undefined, expected: Record<string, number>): void {
  expect(Object.keys(actual!)).toEqual(Object.keys(expected));
  for (const [column, value] of Object.entries(expected)) expect(actual![column]).toBeCloseTo(value, 5);
}

describe('upstream logarithms', () => {
  it('are ln 1/2, ln 1/4 and 0 for the scores 1/2, 1/4 and 1', () => {
    const [row] = extracted(upstreamLogScores, listOf([hypothesis([1 / 2, 1 / 4, 1])]));
    expectColumns(row, { domain_log: -log(2), intent_log: -log(4), ner_log: 0 });
  });

  it('end at ln 1e-6', () => {
    const [row] = extracted(upstreamLogScores, listOf([hypothesis([0, 1e-9, 1e-6])]));
    expectColumns(row, { domain_log: log(1e-6), intent_log: log(1e-6), ner_log: log(1e-6) });
  });
});

describe('upstream log-odds', () => {
  it('are 0, ln 3 and -ln 3 for the scores 1/2, 3/4 and 1/4', () => {
    const [row] = extracted(upstreamLogits, listOf([hypothesis([1 / 2, 3 / 4, 1 / 4])]));
    expectColumns(row, { domain_logit: 0, intent_logit: log(3), ner_logit: -log(3) });
  });

  it('end at those of 1e-6 and 1 - 1e-6', () => {
    const [row] = extracted(upstreamLogits, listOf([hypothesis([0, 1, 1 - 1e-9])]));
    expectColumns(row, { domain_logit: -LARGEST, intent_logit: LARGEST, ner_logit: LARGEST });
  });
});

describe('products of upstream log-odds', () => {
  it('are ln 3 ln 7, -ln 3 ln 3, -ln 7 ln 3 and least -ln 3 for the scores 3/4, 7/8 and 1/4', () => {
    const [row] = extracted(scoreProducts, listOf([hypothesis([3 / 4, 7 / 8, 1 / 4])]));
    expectColumns(row, {
      'domain_logit*intent_logit': log(3) * log(7),
      'domain_logit*ner_logit': -log(3) * log(3),
      'intent_logit*ner_logit': -log(7) * log(3),
      least_logit: -log(3),
    });
  });
});

describe('margins', () => {
  it('are 0 and the lead for the best, and the gap twice for the rest: products 1/2, 1/4 and 1/16', () => {
    const list = listOf([hypothesis([1, 1 / 4, 1]), hypothesis([1, 1, 1 / 2]), hypothesis([1 / 4, 1 / 4, 1])]);
    const [second, best, third] = extracted(margins, list);
    expectColumns(best, { margin_to_best: 0, margin_to_rival: log(2), only: 0 });
    expectColumns(second, { margin_to_best: -log(2), margin_to_rival: -log(2), only: 0 });
    expectColumns(third, { margin_to_best: -log(8), margin_to_rival: -log(8), only: 0 });
  });

  it('are 0 in a tie', () => {
    const rows = extracted(margins, listOf([hypothesis([1, 1 / 2, 1]), hypothesis([1 / 2, 1, 1])]));
    for (const row of rows) expectColumns(row, { margin_to_best: 0, margin_to_rival: 0, only: 0 });
  });

  it('of an only hypothesis say that nothing competed', () => {
    const [row] = extracted(margins, listOf([hypothesis([1 / 2, 1, 1])]));
    expectColumns(row, { margin_to_best: 0, margin_to_rival: 0, only: 1 });
  });
});

describe('the upstream rank', () => {
  it('is 1 / place by product score, equals in the order of the list', () => {
    const list = listOf([
      hypothesis([1 / 2, 1, 1]),
      hypothesis([1, 1 / 2, 1]),
      hypothesis([1 / 4, 1, 1]),
      hypothesis([1, 1, 1]),
    ]);
    const rows = extracted(upstreamRank, list);
    [1 / 2, 1 / 3, 1 / 4, 1].forEach((reciprocal, i) => {
      expectColumns(rows[i], { reciprocal_rank: reciprocal, first: reciprocal === 1 ? 1 : 0 });
    });
  });
});
