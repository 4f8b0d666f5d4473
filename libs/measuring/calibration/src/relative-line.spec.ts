import { logit, sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { relativeLine } from './relative-line';

const random = seededRandom(1);
const reference = Float64Array.from({ length: 500 }, () => sigmoid(3 * random.normal()));

describe('the line of scores against others', () => {
  it('is 1 and 0 for equal scores', () => {
    const { slope, intercept } = relativeLine(reference, reference);
    expect(slope).toBeCloseTo(1, 6);
    expect(intercept).toBeCloseTo(0, 6);
  });

  it('takes back what was done to the log-odds: 2 logit + 1/2 has slope 1/2 and intercept -1/4', () => {
    const moved = reference.map((p) => sigmoid(2 * logit(p) + 0.5));
    const { slope, intercept } = relativeLine(moved, reference);
    expect(slope).toBeCloseTo(0.5, 5);
    expect(intercept).toBeCloseTo(-0.25, 5);
  });
});
