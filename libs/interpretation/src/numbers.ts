declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A probability, in [0, 1]. */
export type Probability = Brand<number, 'Probability'>;

/** Log-odds of a probability, ln(p / (1 - p)); any finite number. */
export type Logit = Brand<number, 'Logit'>;

/** Log-odds are cut off here: beyond it float64 cannot tell the probability from 0 or 1. */
const LARGEST_LOGIT = 36;

/**
 * Takes a number for a probability.
 * @throws RangeError when it is not in [0, 1]; a caller that reads foreign input checks before.
 */
export function probability(value: number): Probability {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`expected a probability in [0, 1], got ${value}`);
  return value as Probability;
}

/** The logistic function 1 / (1 + e^-x), written so that neither tail overflows. */
export function sigmoid(logOdds: number): Probability {
  if (logOdds >= 0) return (1 / (1 + Math.exp(-logOdds))) as Probability;
  const odds = Math.exp(logOdds);
  return (odds / (1 + odds)) as Probability;
}

/** Log-odds of `p`; 0 and 1 give the finite ends -36 and 36. */
export function logit(p: number): Logit {
  const value = Math.log(p) - Math.log1p(-p);
  return Math.min(Math.max(value, -LARGEST_LOGIT), LARGEST_LOGIT) as Logit;
}

/** ln(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
