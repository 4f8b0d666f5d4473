/** jStat ships no types; these are the few functions that `distributions.ts` takes from it. */
declare module 'jstat' {
  interface Distributions {
    readonly normal: {
      cdf(x: number, mean: number, deviation: number): number;
      inv(p: number, mean: number, deviation: number): number;
    };
    readonly chisquare: {
      cdf(x: number, degrees: number): number;
      inv(p: number, degrees: number): number;
    };
    readonly beta: {
      inv(p: number, alpha: number, beta: number): number;
    };
  }
  const jStat: Distributions;
  export default jStat;
}
