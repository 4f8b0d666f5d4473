import { seededRandom } from '@tiebreak/statistics';
import type { DecisionContext } from '../decision/decision-context';
import type { DecisionOutcome } from '../decision/decision-outcome';
import { type DecisionSpace, levelOfDepth } from '../decision/decision-space';
import { copyModel, type DepthModel, teach, untaughtModel } from '../model/depth-model';
import { type BanditPolicy, policyOf } from '../policies/bandit-policy';
import type { LearnedSettings, PolicySettings } from '../policies/policy-settings';
import { proposing } from '../policies/proposals';

/** Everything that a policy is made of: what it was set to, and what it has learned. */
export interface PolicyState {
  readonly settings: PolicySettings;
  readonly space: DecisionSpace;
  /** Outcomes that it has learned from. */
  readonly decisions: number;
  /** Place in the log of the last of them; -1 before the first. */
  readonly position: number;
  /** Undefined for policies that learn nothing. */
  readonly model?: DepthModel;
}

/** A policy that has learned nothing yet. */
export function untaughtPolicy(settings: PolicySettings, space: DecisionSpace): PolicyState {
  const fresh = { settings, space, decisions: 0, position: -1 };
  if (settings.kind === 'static') return fresh;
  const { link, overlap, drift } = settings;
  return { ...fresh, model: untaughtModel(spaceOf(settings, space), { link, overlap, drift }) };
}

/**
 * The state after some outcomes more. The same outcomes in the same order give the same bits, however they are cut into
 * batches, so that a state rebuilt from the log is the live one. That no outcome comes twice is its feeder's business.
 * @throws RangeError when positions do not rise, or an outcome does not fit the space
 */
export function applyFeedback(state: PolicyState, outcomes: readonly DecisionOutcome[]): PolicyState {
  const { settings, space, model } = state;
  let { position } = state;
  const taught = model === undefined ? undefined : copyModel(model);
  for (const outcome of outcomes) {
    if (!(outcome.position > position))
      throw new RangeError(`position: expected one above ${position}, got ${outcome.position}`);
    checkOutcome(outcome, space);
    position = outcome.position;
    if (taught !== undefined && settings.kind !== 'static')
      teach(taught, spaceOf(settings, space), { ...outcome, context: seenBy(settings, outcome.context) });
  }
  const next = { settings, space, decisions: state.decisions + outcomes.length, position };
  return taught === undefined ? next : { ...next, model: taught };
}

function checkOutcome({ position, depths, ranks, context }: DecisionOutcome, space: DecisionSpace): void {
  const expectLength = (what: string, got: ArrayLike<unknown>, length: number): void => {
    if (got.length !== length)
      throw new RangeError(`outcome ${position}: ${what}: expected ${length} numbers, got ${got.length}`);
  };
  const count = space.strategies.length;
  expectLength('depths', depths, count);
  expectLength('ranks', ranks, count);
  expectLength('strategies', context.strategies, count);
  expectLength('query', context.query, space.queryFeatures.length);
  for (const features of context.strategies) expectLength('strategy features', features, space.strategyFeatures.length);
  depths.forEach(levelOfDepth);
}

/** The name of a state: a policy and how much it has learned. */
export function versionOf({ settings, decisions }: PolicyState): string {
  return `${settings.name}@${decisions}`;
}

/** The policy that a state stands for. Draws its beliefs, so make one for each state and not for each query. */
export function policyFrom(state: PolicyState): BanditPolicy {
  const { settings, space, decisions, model } = state;
  const version = versionOf(state);
  const { epsilon } = settings;
  const strategies = space.strategies.length;
  if (settings.kind === 'static') {
    const proposals = [{ levels: Uint8Array.from(settings.depths, levelOfDepth), weight: 1 }];
    return policyOf(settings.name, version, () => ({ strategies, proposals, epsilon, draws: 1 }));
  }
  const { draws, seed: own } = settings.kind === 'thompson' ? settings : { draws: 1, seed: 0 };
  const seed = own + Math.imul(decisions, 0x9e3779b1);
  const propose = proposing(settings, spaceOf(settings, space), model!, decisions, seededRandom(seed));
  return policyOf(settings.name, version, (context) => ({
    strategies,
    proposals: propose(seenBy(settings, context)),
    epsilon,
    draws,
  }));
}

/** What a policy looks at of the space. */
function spaceOf({ contextual }: LearnedSettings, space: DecisionSpace): DecisionSpace {
  return contextual ? space : { ...space, queryFeatures: [], strategyFeatures: [] };
}

/** What a policy looks at of a context. */
function seenBy({ contextual }: LearnedSettings, context: DecisionContext): DecisionContext {
  return contextual ? context : { ...context, query: [], strategies: context.strategies.map(() => []) };
}
