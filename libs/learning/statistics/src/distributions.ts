import jStat from 'jstat';

/** Noncentralities are sought below; power is 1 to float64 long before. */
const LARGEST_NONCENTRALITY = 1e4;

/**
 * P(Z <= x) of the standard normal distribution, to 1e-15 absolutely: below -8 it comes as 0.
 * @param x any number, infinities too
 */
export function normalCdf(x: number): number {
  // jStat's series gives NaN at the ends.
  if (Math.abs(x) > 38) return x > 0 ? 1 : 0;
  return jStat.normal.cdf(x, 0, 1);
}

/**
 * The x with P(Z <= x) = `p`, to 1e-9.
 * @param p in [0, 1]; 0 and 1 give the infinities
 * @throws RangeError when `p` is not in [0, 1]
 */
export function normalQuantile(p: number): number {
  checkShare('p', p);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  return jStat.normal.inv(p, 0, 1);
}

/** P-value of a statistic that is standard normal under the null, both directions counted; NaN for NaN. */
export function twoSidedP(z: number): number {
  return Math.min(2 * normalCdf(-Math.abs(z)), 1);
}

/**
 * P(X > x) of a chi-square distribution, to 1e-10 absolutely; with even degrees to the last digits.
 * @param x at least 0; below it the answer is 1
 * @param degrees of freedom, a whole number of at least 1
 * @throws RangeError when `degrees` is no such number
 */
export function chiSquareTail(x: number, degrees: number): number {
  checkDegrees(degrees);
  if (x <= 0) return 1;
  // Even degrees have a finite sum, exact in the far tail where 1 - cdf has no digits left.
  if (degrees % 2 === 0) return evenTail(x / 2, degrees / 2);
  return x === Infinity ? 0 : Math.max(1 - jStat.chisquare.cdf(x, degrees), 0);
}

/**
 * The x with P(X <= x) = `p` of a chi-square distribution, to 1e-9 of its size.
 * @param p in [0, 1)
 * @param degrees of freedom, a whole number of at least 1
 * @throws RangeError when an argument lies outside its range
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  checkDegrees(degrees);
  if (!(p >= 0 && p < 1)) throw new RangeError(`p: expected a share in [0, 1), got ${p}`);
  return p === 0 ? 0 : jStat.chisquare.inv(p, degrees);
}

/**
 * The x with P(X <= x) = `p` of a beta distribution, to 1e-9 of its size for parameters up to 1e6.
 * @param p in [0, 1]
 * @param alpha above 0
 * @param beta above 0
 * @throws RangeError when an argument lies outside its range
 */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  checkShare('p', p);
  if (!(alpha > 0)) throw new RangeError(`alpha: expected a number above 0, got ${alpha}`);
  if (!(beta > 0)) throw new RangeError(`beta: expected a number above 0, got ${beta}`);
  return jStat.beta.inv(p, alpha, beta);
}

/**
 * How far from the null a chi-square test must be pushed to reject as often as asked: the noncentrality at which
 * P(X > quantile(1 - `level`)) = `power`. With 1 degree it is (z(1 - level/2) + z(power))^2, nearly.
 * @param level of the test, in (0, 1)
 * @param power in (`level`, 1)
 * @param degrees of freedom, a whole number of at least 1
 * @throws RangeError when an argument lies outside its range
 */
export function noncentralityFor(power: number, level: number, degrees: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level: expected a share in (0, 1), got ${level}`);
  if (!(power > level && power < 1)) throw new RangeError(`power: expected a share in (${level}, 1), got ${power}`);
  const critical = chiSquareQuantile(1 - level, degrees);
  let low = 0;
  let high = 1;
  while (high < LARGEST_NONCENTRALITY && noncentralTail(critical, degrees, high) < power) high *= 2;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (noncentralTail(critical, degrees, middle) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X > x) of a noncentral chi-square: central ones, with two degrees more at each step, in Poisson's proportions. */
function noncentralTail(x: number, degrees: number, noncentrality: number): number {
  const mean = noncentrality / 2;
  // Beyond ten standard deviations of the Poisson nothing is left to add.
  const last = Math.ceil(mean + 10 * Math.sqrt(mean) + 20);
  let logWeight = -mean;
  let sum = 0;
  for (let j = 0; j <= last; j++) {
    if (j > 0) logWeight += Math.log(mean / j);
    sum += Math.exp(logWeight) * chiSquareTail(x, degrees + 2 * j);
  }
  return sum;
}

/** e^-half * sum of half^i / i! for i below `terms`. */
function evenTail(half: number, terms: number): number {
  if (half === Infinity) return 0;
  let logTerm = -half;
  let sum = 0;
  for (let i = 0; i < terms; i++) {
    if (i > 0) logTerm += Math.log(half / i);
    sum += Math.exp(logTerm);
  }
  return Math.min(sum, 1);
}

function checkShare(name: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name}: expected a share in [0, 1], got ${p}`);
}

function checkDegrees(degrees: number): void {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`degrees: expected at least 1 degree of freedom, got ${degrees}`);
}
