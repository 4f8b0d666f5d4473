import { seededRandom } from '@tiebreak/statistics';
import { type ClickLog, simulateClicks } from '../src/index';
import { madeUpQueries } from './queries';

/** What is true in `simulatedLog`: three in ten of the irrelevant are clicked at the first place if `trust`. */
export const EXAMINATION = [1, 0.7, 0.5, 0.35, 0.25];

/** Clicks on made-up queries, listed by two rankers that err in their own ways. */
export function simulatedLog(impressions: number, seed: number, { trust = 0, swapShare = 0.2 } = {}): ClickLog {
  const queries = madeUpQueries(40, 11);
  const random = seededRandom(seed);
  const ranker = () => Float64Array.from(queries.grades, (grade) => 0.3 * grade + random.normal());
  const simulation = {
    examination: EXAMINATION,
    trust,
    attraction: (grade: number) => 0.1 + 0.2 * grade,
    rankers: [ranker(), ranker(), ranker()],
    swapShare,
  };
  return simulateClicks(queries, simulation, impressions, random);
}
