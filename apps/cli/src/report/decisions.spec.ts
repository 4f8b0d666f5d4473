import type { Decision } from '@tiebreak/aggregation';
import { actualCost } from './decisions';

const COSTS = { wrongAction: 1, confirmation: 0.15, disambiguation: 0.2, missed: 0.5 };
const RIGHT = { offered: true, possible: true };
const ANOTHER = { offered: false, possible: true };
const NONE = { offered: false, possible: false };

const options = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ hypothesisId: String(i), label: String(i) }));
const decision = (kind: Decision['kind'], count: number) => ({ kind, options: options(count) });

describe('the actual cost', () => {
  it('of acting is a wrong action, unless the hypothesis was right', () => {
    expect(actualCost(decision('act', 1), RIGHT, COSTS)).toBe(0);
    expect(actualCost(decision('act', 1), ANOTHER, COSTS)).toBe(1);
    expect(actualCost(decision('act', 1), NONE, COSTS)).toBe(1);
  });

  it('of a confirmation is the question, and what was missed when another hypothesis was right', () => {
    expect(actualCost(decision('confirm', 1), RIGHT, COSTS)).toBe(0.15);
    expect(actualCost(decision('confirm', 1), ANOTHER, COSTS)).toBe(0.15 + 0.5);
    expect(actualCost(decision('confirm', 1), NONE, COSTS)).toBe(0.15);
  });

  it('of a choice grows with every option after the second', () => {
    expect(actualCost(decision('disambiguate', 2), RIGHT, COSTS)).toBe(0.2);
    expect(actualCost(decision('disambiguate', 3), RIGHT, COSTS)).toBe(0.4);
    expect(actualCost(decision('disambiguate', 3), ANOTHER, COSTS)).toBe(0.4 + 0.5);
  });

  it('of rejecting is a miss, unless there was nothing to miss', () => {
    expect(actualCost(decision('reject', 0), ANOTHER, COSTS)).toBe(0.5);
    expect(actualCost(decision('reject', 0), NONE, COSTS)).toBe(0);
  });
});
