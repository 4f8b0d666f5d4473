import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { mix32 } from './mix';

/** A stream of random numbers. Every call advances the stream, so share one on purpose only. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /**
   * A whole number, uniform in [0, below).
   * @throws RangeError when `below` is not a whole number from 1 to 2^32.
   */
  integer(below: number): number;
  /** Standard normal: mean 0, variance 1. */
  normal(): number;
  /** A copy in random order, each order equally likely (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * A reproducible stream: equal seeds give equal streams, neighbouring seeds unrelated ones.
 * The generator is xoroshiro128+ (Blackman & Vigna 2021); not for cryptography.
 * @param seed a whole number, of which the low 32 bits count
 */
export function seededRandom(seed: number): Random {
  // pure-rand's own seeding leaves the first outputs of neighbouring seeds alike; mixed words do not.
  const word = (i: number) => mix32((seed | 0) + Math.imul(i, 0x9e3779b9));
  const generator = xoroshiro128plusFromState([word(1), word(2), word(3), word(4)]);

  const uniform = () => uniformFloat64(generator);
  const integer = (below: number) => {
    if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
      throw new RangeError(`expected an upper bound from 1 to 2^32, got ${below}`);
    }
    // The bias is below 2^-21 of a share even at 2^32, and high bits are the generator's better ones.
    return Math.floor(uniform() * below);
  };
  return {
    uniform,
    integer,
    // Box and Muller (1958); 1 - u keeps the logarithm away from 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle: <T>(items: readonly T[]): T[] => {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
  };
}
