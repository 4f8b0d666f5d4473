import { seededRandom } from '@tiebreak/statistics';
import { calibrationRows, reliabilityDiagram } from './calibration';

/** Outcomes of scores that are what they say, in two clumps with nothing between them. */
function clumps(count: number) {
  const random = seededRandom(5);
  const scores = Float64Array.from({ length: count }, (_, i) => (i % 2) * 0.8 + 0.1 * random.uniform());
  return { scores, right: scores.map((score) => (random.uniform() < score ? 1 : 0)) };
}

describe('a reliability diagram', () => {
  const outcomes = clumps(400);
  const diagram = reliabilityDiagram(outcomes, 1);

  it('counts every outcome once in its bins and once in its histogram', () => {
    const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
    expect(diagram.outcomes).toBe(400);
    expect(sum(diagram.bins.map(({ count }) => count))).toBe(400);
    expect(sum(diagram.histogram)).toBe(400);
  });

  it('has each share right inside its interval, and the curve inside its band', () => {
    for (const { rightShare } of diagram.bins) expectInside(rightShare.value, rightShare.interval);
    for (const { rightShare, band } of diagram.curve.flat()) expectInside(rightShare, band);
  });

  it('has no curve where there are no outcomes', () => {
    expect(diagram.curve.length).toBeGreaterThanOrEqual(2);
    const scores = diagram.curve.flat().map(({ score }) => score);
    expect(scores.filter((score) => score > 0.3 && score < 0.6)).toEqual([]);
    expect(scores.some((score) => score < 0.2)).toBe(true);
    expect(scores.some((score) => score > 0.7)).toBe(true);
  });

  it('is empty without outcomes', () => {
    const none = reliabilityDiagram({ scores: [], right: [] }, 1);
    expect(none).toMatchObject({ outcomes: 0, bins: [], curve: [] });
  });
});

describe('calibration errors', () => {
  it('stand far above chance when scores are turned over, and within it when they are what they say', () => {
    const { scores, right } = clumps(400);
    const turned = { scores: scores.map((score) => 1 - score), right };
    const rows = calibrationRows({ baseline: turned, models: { scores, right } }, 1);
    expect(rows).toHaveLength(4);
    for (const { baseline, models } of rows) {
      expect(baseline.value).toBeGreaterThan(baseline.floor.p95);
      expect(baseline.floor.pValue).toBeLessThan(0.01);
      expect(models.floor.pValue).toBeGreaterThan(0.01);
    }
  });
});

function expectInside(value: number, [low, high]: readonly [number, number]): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}
