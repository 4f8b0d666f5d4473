import fc, { type Arbitrary } from 'fast-check';
import { LEVELS } from '../src/decision/decision-space';
import type { FindOdds } from '../src/model/find-odds';
import { costOf, type Price } from '../src/choosing/price';

/** What may be believed of a query, with what strategies' latencies are and a price. */
export interface Situation {
  readonly form: FindOdds;
  readonly latencies: readonly number[];
  readonly price: Price;
}

/** @param overlap whether misses of one strategy tell of another */
export function situation(strategies: number, overlap: boolean): Arbitrary<Situation> {
  const numbers = (count: number, least: number, most: number): Arbitrary<number[]> =>
    fc.array(fc.double({ min: least, max: most, noNaN: true }), { minLength: count, maxLength: count });
  return fc
    .record({
      logOdds: numbers(strategies * LEVELS, -5, 2),
      pairs: numbers(strategies * strategies, -2, 0.3),
      latencies: numbers(strategies, 0, 20),
      perCandidate: fc.constantFrom(0.0003, 0.001, 0.003),
      perMillisecond: fc.constantFrom(0, 0.002, 0.01),
    })
    .map(({ logOdds, pairs, latencies, perCandidate, perMillisecond }) => {
      const odds = Float64Array.from(logOdds, Math.exp);
      return {
        form: overlap ? { strategies, odds, pairs: Float64Array.from(pairs) } : { strategies, odds },
        latencies,
        price: { perCandidate, perMillisecond },
      };
    });
}

/** Every choice of levels. */
export function everyChoice(strategies: number): Uint8Array[] {
  return Array.from({ length: (LEVELS + 1) ** strategies }, (_, code) =>
    Uint8Array.from({ length: strategies }, (_each, s) => Math.floor(code / (LEVELS + 1) ** s) % (LEVELS + 1)),
  );
}

/** The greatest value of any choice. @param finds P(someone finds it) */
export function bestValue({ form, latencies, price }: Situation, finds: (levels: Uint8Array) => number): number {
  return everyChoice(form.strategies).reduce(
    (best, levels) => Math.max(best, finds(levels) - costOf(levels, latencies, price)),
    0,
  );
}
