import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { detectableRise, lowerBoundOfRise, meanRise, type PairedLosses } from './index';

const pairs = fc.array(
  fc.record({ rise: fc.double({ min: -3, max: 3, noNaN: true }), unit: fc.integer({ min: 1, max: 5 }) }),
  {
    minLength: 2,
    maxLength: 20,
  },
);
const lossesOf = (rows: readonly { readonly rise: number; readonly unit: number }[]): PairedLosses => ({
  rises: Float64Array.from(rows, ({ rise }) => rise),
  units: Float64Array.from(rows, ({ unit }) => unit),
});

/** Lines of 2 units; `share` of them one edit worse and as many one better, then `rise` edits a line more. */
function simulated(lines: number, share: number, rise: number, seed: number): PairedLosses {
  const random = seededRandom(seed);
  const rises = Float64Array.from({ length: lines }, () => {
    const u = random.uniform();
    return u < share + rise ? 1 : u < 2 * share + rise ? -1 : 0;
  });
  return { rises, units: new Float64Array(lines).fill(2) };
}

describe('the rise of a mean loss', () => {
  it('is sum over sum: 1 of 2 units and 0 of 4 are 1/6', () => {
    expect(meanRise({ rises: Float64Array.of(1, 0), units: Float64Array.of(2, 4) })).toBe(1 / 6);
  });

  it('has a lower bound that is never above it, higher for a larger error', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const losses = lossesOf(rows);
        const bound = (error: number) => lowerBoundOfRise(losses, error, { seed: 1, draws: 200 });
        expect(bound(0.01)).toBeLessThanOrEqual(bound(0.05));
        expect(bound(0.05)).toBeLessThanOrEqual(bound(0.4));
      }),
      { numRuns: 30 },
    );
  });

  it('has a bound above 0 in 2.5% of the data sets in which nothing rises, give or take 2.5%', () => {
    const refused = Array.from({ length: 200 }, (_, seed) =>
      lowerBoundOfRise(simulated(200, 0.05, 0, seed), 0.025, { seed, draws: 100 }),
    ).filter((bound) => bound > 0).length;
    expect(Math.abs(refused / 200 - 0.025)).toBeLessThan(0.025);
  });
});

describe('the rise that can be detected', () => {
  it('falls as lines are added, whatever they look like', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 2, max: 6 }), fc.constantFrom(1, 2), (rows, times, own) => {
        const more = lossesOf(Array.from({ length: times }, () => rows).flat());
        expect(detectableRise(more, 0.025, own)).toBeLessThan(detectableRise(lossesOf(rows), 0.025, own));
      }),
    );
  });

  it('is caught 80% of the time, give or take 10%', () => {
    const rise = detectableRise(simulated(300, 0.05, 0, 0), 0.025, 1);
    const caught = Array.from({ length: 120 }, (_, i) =>
      lowerBoundOfRise(simulated(300, 0.05, 2 * rise, i + 1), 0.025, { seed: i, draws: 100 }),
    ).filter((bound) => bound > 0).length;
    expect(Math.abs(caught / 120 - 0.8)).toBeLessThan(0.1);
  });

  it('without a difference is what the rise itself makes uncertain: own variance times z^2 over all units', () => {
    const none = { rises: new Float64Array(50), units: new Float64Array(50).fill(3) };
    const z = 1.959964 + 0.8416212;
    expect(detectableRise(none, 0.025, 1)).toBeCloseTo(z ** 2 / 150, 6);
    expect(detectableRise(none, 0.025, 2)).toBeCloseTo((2 * z ** 2) / 150, 6);
  });

  it('beside what is tolerated solves (t - m)^2 = z^2 (variance + own t) in totals', () => {
    const losses = simulated(300, 0.05, 0, 0);
    const z = 1.959964 + 0.8416212;
    const variance = (detectableRise(losses, 0.025, 0) * 600) ** 2;
    const total = detectableRise(losses, 0.025, 1, 0.02) * 600;
    expect((total - 12) ** 2).toBeCloseTo(variance + z ** 2 * total, 3);
  });
});
