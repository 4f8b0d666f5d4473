import { createHash } from 'node:crypto';
import {
  applyFeedback,
  type DecisionOutcome,
  type DecisionSpace,
  namedPolicy,
  type PolicySettings,
  readDecisionFeatures,
  readPolicyState,
  untaughtPolicy,
  writePolicyState,
} from '@tiebreak/bandit';
import {
  type EventLog,
  type OutcomeBatch,
  outcomesOf,
  type PolicyStore,
  type ProjectionOptions,
} from '@tiebreak/feedback';
import { decisionSpace } from './decision-space';
import { STRATEGIES } from './generators';

/** What policies choose from, and by what. */
export const SPACE = decisionSpace(STRATEGIES);
/** A hundred candidates more are worth a thirtieth of an entity found; so are thirty milliseconds. */
const PRICE = { perCandidate: 1 / 3_000, perMillisecond: 1 / 1_000 } as const;

type Outcomes = OutcomeBatch['outcomes'];

/** The policy of one catalogue: what it is set to, and how it learns. States are text, as stores keep them. */
export interface DomainPolicy {
  readonly domain: string;
  readonly settings: PolicySettings;
  /** What its state is kept under. */
  readonly key: string;
  readonly untaught: string;
  /** The state after some outcomes more; those of other catalogues teach nothing. */
  readonly teach: (state: string, outcomes: Outcomes) => string;
}

/** @param name as `namedPolicy` takes it @throws RangeError when there is no such policy */
export function domainPolicy(domain: string, name: string): DomainPolicy {
  const settings = namedPolicy(name, SPACE, PRICE);
  // Another policy, or one of other strategies, learns by itself.
  const shape = createHash('sha256').update(JSON.stringify({ settings, SPACE })).digest('hex').slice(0, 8);
  return {
    ...{ domain, settings, key: `${domain}/${name}/${shape}` },
    untaught: writePolicyState(untaughtPolicy(settings, SPACE)),
    teach: (state, outcomes) => {
      const own = outcomes.flatMap((outcome) => (outcome.domain === domain ? (learnable(outcome, SPACE) ?? []) : []));
      return own.length === 0 ? state : writePolicyState(applyFeedback(readPolicyState(state), own));
    },
  };
}

/** Whether what a policy knows is to the bit what its log teaches from beginning to end. Nothing may write meanwhile. */
export async function isWhatTheLogTeaches(
  { untaught, teach, key }: DomainPolicy,
  stores: { readonly log: EventLog; policy(name: string): PolicyStore<string> },
  projections: ProjectionOptions,
): Promise<boolean> {
  let state = untaught;
  for await (const { outcomes } of outcomesOf(stores.log, projections)) state = teach(state, outcomes);
  const kept = await stores.policy(key).read();
  return (kept?.state ?? untaught) === state;
}

/** An outcome as the bandit learns it; undefined when it was logged with other strategies or features than are known now. */
function learnable(outcome: Outcomes[number], space: DecisionSpace): DecisionOutcome | undefined {
  const { ordinal: position, decisionFeatures: row, choices, confirmed } = outcome;
  const depths = space.strategies.map((name) => choices.find(({ strategy }) => strategy === name)?.depth ?? 0);
  try {
    return {
      position,
      context: readDecisionFeatures(space, row),
      depths,
      ranks: space.strategies.map((name) => confirmed?.ranks[name] ?? 0),
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
