import { DEPTHS, LEVELS } from '../decision/decision-space';
import { type FindOdds, findProbability } from '../model/find-odds';
import { chooseOverlapping } from './overlap-chooser';
import { costOf, type Price } from './price';

/** Depths are multiples of this many candidates. */
const UNIT = 5;
const UNITS = DEPTHS.map((depth) => depth / UNIT);

/**
 * The levels that are worth most, exactly, when strategies find independently of each other:
 * 1 - exp(-sum a_s(k_s)) - price of the candidates - price of the slowest's latency, with a = -log P(miss).
 *
 * For each number of candidates the least product of misses, which is the greatest sum of a, is found by dynamic programming
 * (a knapsack with one choice a strategy). Strategies enter by rising latency, so that after each of them the price of waiting
 * for it is known. Before that, levels are left out that cannot pay whatever else runs: what they add is worth most when
 * nothing else runs.
 * @param form of which `pairs` are not looked at
 */
export function chooseIndependent(form: FindOdds, latencies: readonly number[], price: Price): Uint8Array {
  const { strategies } = form;
  const options = worthwhileLevels(form, price);
  const order = [...options.keys()]
    .filter((s) => options[s]!.length > 0)
    .sort((a, b) => latencies[a]! - latencies[b]! || a - b);
  const unitPrice = price.perCandidate * UNIT;
  // A greedy choice is worth something already; what costs more than the rest to 1 is worth less.
  const greedy = chooseOverlapping({ strategies, odds: form.odds }, latencies, price);
  const known = findProbability({ strategies, odds: form.odds }, greedy, order) - costOf(greedy, latencies, price);
  const affordable = unitPrice > 0 ? Math.ceil((1 - known) / unitPrice) + 1 : Infinity;
  const most = order.reduce((units, s) => Math.min(affordable, units + UNITS[options[s]!.at(-1)!.level]!), 0);
  let misses = new Float64Array(most + 1).fill(Infinity);
  misses[0] = 1;
  let next = new Float64Array(most + 1);
  const chosen = order.map(() => new Uint8Array(most + 1));
  let [best, bestUnits, bestCount, reached] = [0, 0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    const s = order[i]!;
    const levels = chosen[i]!;
    next.set(misses);
    for (const { level, miss } of options[s]!) {
      const units = UNITS[level]!;
      const last = Math.min(reached, most - units);
      for (let u = 0; u <= last; u++) {
        const product = misses[u]! * miss;
        if (product < next[u + units]!) {
          next[u + units] = product;
          levels[u + units] = level;
        }
      }
    }
    [misses, next] = [next, misses];
    reached = Math.min(most, reached + UNITS[options[s]!.at(-1)!.level]!);
    const waiting = price.perMillisecond * latencies[s]!;
    for (let u = 1; u <= reached; u++) {
      const value = 1 - misses[u]! - unitPrice * u - waiting;
      if (value > best) [best, bestUnits, bestCount] = [value, u, i + 1];
    }
  }
  const result = new Uint8Array(strategies);
  for (let i = bestCount - 1, units = bestUnits; i >= 0; i--) {
    const level = chosen[i]![units]!;
    result[order[i]!] = level;
    units -= UNITS[level]!;
  }
  return result;
}

interface Option {
  readonly level: number;
  /** P(miss) within it. */
  readonly miss: number;
}

/** Of each strategy the levels above 0 that some choice of the others may make worth their candidates, by rising depth. */
function worthwhileLevels({ strategies, odds }: FindOdds, { perCandidate }: Price): Option[][] {
  const misses = new Float64Array(1 + LEVELS).fill(1);
  return Array.from({ length: strategies }, (_, s) => {
    const kept: Option[] = [];
    for (let level = 1; level <= LEVELS; level++) {
      misses[level] = misses[level - 1]! / (1 + odds[s * LEVELS + level - 1]!);
      // Beside not running it, and beside each level that is kept.
      const pays = (below: number): boolean =>
        misses[below]! - misses[level]! > perCandidate * (DEPTHS[level]! - DEPTHS[below]!);
      if (pays(0) && kept.every((option) => pays(option.level))) kept.push({ level, miss: misses[level]! });
    }
    return kept;
  });
}
