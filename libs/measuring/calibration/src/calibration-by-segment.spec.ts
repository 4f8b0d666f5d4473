import { holm, seededRandom } from '@tiebreak/statistics';
import { simulate } from '../test/simulated';
import { calibrationBySegment } from './calibration-by-segment';
import { priorShift } from './prior-shift';

const DEVICES = ['phone', 'car', 'kitchen_display'];
const deviceOf = (i: number): string => DEVICES[i % 3]!;

describe('calibrationBySegment', () => {
  it('measures each part as if it were alone, the largest first', () => {
    const outcomes = { scores: [0.5, 0.25, 0.75, 0.5, 1], right: [1, 0, 1, 0, 1] };
    const [car, phone] = calibrationBySegment(outcomes, ['phone', 'car', 'car', 'phone', 'car']);
    expect(car).toMatchObject({ segment: 'car', count: 3, meanScore: 2 / 3, rightShare: 2 / 3, difference: 0 });
    expect(phone).toMatchObject({ segment: 'phone', count: 2, meanScore: 1 / 2, rightShare: 1 / 2 });
    expect(car).toMatchObject(priorShift({ scores: [0.25, 0.75, 1], right: [0, 1, 1] }));
  });

  it('corrects p-values over all segments', () => {
    const { scores, right } = simulate(600, 1);
    const segments = calibrationBySegment(
      { scores, right },
      Array.from(scores, (_, i) => deviceOf(i)),
    );
    expect(segments.map(({ adjustedP }) => adjustedP)).toEqual(holm(segments.map(({ pValue }) => pValue)));
  });

  it('finds the one device whose scores are too high where all scores together look right', () => {
    const random = seededRandom(2);
    const { scores } = simulate(6000, 3);
    const keys = Array.from(scores, (_, i) => deviceOf(i));
    const tilt = { phone: -0.12, car: 0.12, kitchen_display: 0 } as Record<string, number>;
    const right = Array.from(scores, (score, i) => (random.uniform() < score + tilt[keys[i]!]! ? 1 : 0));
    expect(priorShift({ scores, right }).pValue).toBeGreaterThan(0.05);
    const byDevice = new Map(calibrationBySegment({ scores, right }, keys).map((found) => [found.segment, found]));
    expect(byDevice.get('phone')!.adjustedP).toBeLessThan(1e-6);
    expect(byDevice.get('phone')!.difference).toBeLessThan(-0.06);
    expect(byDevice.get('car')!.adjustedP).toBeLessThan(1e-6);
    expect(byDevice.get('kitchen_display')!.adjustedP).toBeGreaterThan(0.05);
  });

  it('finds the error that it calls detectable about as often as the power says', () => {
    const random = seededRandom(4);
    const keys = Array.from({ length: 300 }, (_, i) => deviceOf(i));
    const scores = keys.map(() => 0.3 + 0.4 * random.uniform());
    const redrawn = (shift: number) =>
      scores.map((score, i) => (random.uniform() < score + (keys[i] === 'car' ? shift : 0) ? 1 : 0));
    const carOf = (right: number[]) =>
      calibrationBySegment({ scores, right }, keys).find(({ segment }) => segment === 'car')!;
    const { detectable } = carOf(redrawn(0));
    const found = Array.from({ length: 200 }, () => carOf(redrawn(detectable)).pValue * 3 <= 0.05);
    // Four standard errors of 200 coins of .8 are .113.
    expect(Math.abs(found.filter(Boolean).length / 200 - 0.8)).toBeLessThan(0.113);
  });

  it('of no outcomes has no segments', () => {
    expect(calibrationBySegment({ scores: [], right: [] }, [])).toEqual([]);
  });

  it.each([
    [['a'], {}, 'expected a key for each of 2 outcomes, got 1'],
    [['a', 'b'], { power: 1 }, 'power: expected a share in (0, 1), got 1'],
  ])('refuses keys %p with %p', (keys, options, message) => {
    expect(() => calibrationBySegment({ scores: [0.1, 0.2], right: [0, 1] }, keys, options)).toThrow(message);
  });
});
