import { type Random, seededRandom } from '@tiebreak/statistics';
import type { DecisionContext } from '../decision/decision-context';
import { type DecisionOutcome, type Reach, reaches } from '../decision/decision-outcome';
import { type DecisionSpace, LEVELS } from '../decision/decision-space';
import { type Belief, type Link, observe } from './bayesian-regression';
import { WEIGHT_OF_MISS } from './find-odds';

/** How a depth model learns. */
export interface DepthModelSettings {
  readonly link: Link;
  /** Whether it learns what the misses of others say; else strategies count as independent given the context. */
  readonly overlap: boolean;
  /**
   * Variance that each strategy's level of success gains with every decision, whether it ran or not: what was learned is
   * forgotten at about this rate, and strategies that were left alone are tried again.
   */
  readonly drift: number;
}

/**
 * What is learned of every strategy: a regression of "reaches the entity at this level, having missed it before" (a discrete
 * hazard, Cox 1972) on the level, the features, how the features' effect changes with depth, and the misses of others.
 */
export interface DepthModel {
  readonly settings: DepthModelSettings;
  /** One a strategy. */
  readonly beliefs: readonly Belief[];
}

/** Hazards that an untaught model expects at each level, in log-odds: a list's first results hold most of what it finds. */
const PRIOR_LOG_ODDS = [-1, -2.5, -2.5, -2.5];
const PRIOR_HAZARDS = [0.25, 0.1, 0.1, 0.1];
/** Variances: what levels have in common, each level's own, features, features by depth, misses of others. */
const PRIOR = { common: 1, level: 0.5, feature: 0.5, slope: 0.15, pair: 0.15 };
/** Lists overlap, so a miss of one makes others likelier to miss. */
const PRIOR_PAIR = -0.25;

const widthOf = ({ queryFeatures, strategyFeatures }: DecisionSpace): number =>
  queryFeatures.length + strategyFeatures.length;

/** A model that nothing has taught yet. */
export function untaughtModel(space: DecisionSpace, settings: DepthModelSettings): DepthModel {
  return { settings, beliefs: space.strategies.map(() => priorBelief(space, settings.link)) };
}

function priorBelief(space: DecisionSpace, link: Link): Belief {
  const [width, count] = [widthOf(space), space.strategies.length];
  const size = LEVELS + 2 * width + count;
  const mean = new Float64Array(size);
  mean.set(link === 'logistic' ? PRIOR_LOG_ODDS : PRIOR_HAZARDS);
  if (link === 'logistic') mean.fill(PRIOR_PAIR, LEVELS + 2 * width);
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < LEVELS; i++) for (let j = 0; j < LEVELS; j++) covariance[i * size + j] = PRIOR.common;
  for (let i = 0; i < size; i++)
    covariance[i * size + i]! +=
      i < LEVELS ? PRIOR.level : i < LEVELS + width ? PRIOR.feature : i < LEVELS + 2 * width ? PRIOR.slope : PRIOR.pair;
  return { mean, covariance };
}

/** A copy that may be taught without changing the first. */
export function copyModel({ settings, beliefs }: DepthModel): DepthModel {
  return {
    settings,
    beliefs: beliefs.map(({ mean, covariance }) => ({ mean: mean.slice(), covariance: covariance.slice() })),
  };
}

/**
 * Teaches a model one outcome, in place. Each strategy that ran is an example of itself alone, and of itself after some of
 * the others that are drawn before looking at what these found: when one of them found the entity, there is no such example. So
 * every example comes from the conditional distribution that it teaches.
 */
export function teach(model: DepthModel, space: DecisionSpace, outcome: DecisionOutcome): void {
  const { settings, beliefs } = model;
  if (settings.drift > 0) for (const belief of beliefs) drift(belief, settings.drift);
  const found = reaches(outcome);
  const ran = [...found.keys()].filter((s) => found[s] !== undefined);
  const random = seededRandom(outcome.position);
  const missed = new Uint8Array(space.strategies.length);
  for (const s of ran) {
    const reach = found[s]!;
    missed.fill(0);
    learnReach(s, reach);
    if (settings.overlap && missesBefore(s, ran, found, missed, random)) learnReach(s, reach);
  }

  function learnReach(s: number, { level, foundAt }: Reach): void {
    for (let j = 1; j <= Math.min(level, foundAt); j++)
      observe(beliefs[s]!, featuresOf(space, outcome.context, s, j, missed), j === foundAt ? 1 : 0, settings.link);
  }
}

/**
 * Draws which others come before a strategy, into `missed` as levels.
 * @returns false when one of them found the entity, or none comes before
 */
function missesBefore(
  s: number,
  ran: readonly number[],
  found: readonly (Reach | undefined)[],
  missed: Uint8Array,
  random: Random,
): boolean {
  const order = random.shuffle(ran);
  const before = order.slice(0, order.indexOf(s));
  for (const t of before) {
    const { level, foundAt } = found[t]!;
    if (foundAt <= level) return false;
    missed[t] = level;
  }
  return before.length > 0;
}

function drift({ mean, covariance }: Belief, variance: number): void {
  const size = mean.length;
  // What has been forgotten entirely cannot be forgotten further.
  if (covariance[0]! >= PRIOR.common + PRIOR.level) return;
  for (let i = 0; i < LEVELS; i++) for (let j = 0; j < LEVELS; j++) covariance[i * size + j]! += variance;
}

/** Columns: one for each level, the features, the features by depth from 0 to 1, the misses of others. */
export function featuresOf(
  space: DecisionSpace,
  { query, strategies }: DecisionContext,
  s: number,
  level: number,
  missed: Uint8Array,
): Float64Array {
  const width = widthOf(space);
  const row = new Float64Array(LEVELS + 2 * width + missed.length);
  const deep = (level - 1) / (LEVELS - 1);
  row[level - 1] = 1;
  row.set(query, LEVELS);
  row.set(strategies[s]!, LEVELS + query.length);
  for (let i = 0; i < width; i++) row[LEVELS + width + i] = deep * row[LEVELS + i]!;
  for (let t = 0; t < missed.length; t++) row[LEVELS + 2 * width + t] = WEIGHT_OF_MISS[missed[t]!]!;
  return row;
}
