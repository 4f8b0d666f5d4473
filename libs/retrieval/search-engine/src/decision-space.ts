import {
  type DecisionContext,
  type DecisionSpace,
  type QueryFacts,
  queryFeatureNames,
  queryFeatures,
  STRATEGY_FEATURES,
  strategyFeatures,
} from '@tiebreak/bandit';
import type { UnderstoodQuery } from '@tiebreak/candidates';
import { type CatalogueVocabulary, knownWords, normalise } from '@tiebreak/understanding';
import type { Learned } from './generators';
import type { StrategyRecords } from './strategy-records';

/** Devices that a policy tells apart; others are unknown to it. */
const DEVICES = ['voice_only', 'phone', 'tablet', 'tv', 'fire_tv', 'car'];

/** What there is to choose among, and what is known when choosing. */
export function decisionSpace(strategies: readonly string[]): DecisionSpace {
  return { strategies, queryFeatures: queryFeatureNames(DEVICES), strategyFeatures: [...STRATEGY_FEATURES] };
}

/** What was looked up of a query before choosing, without searching. */
export type QueryLookups = Pick<QueryFacts, 'knownWords' | 'remembered' | 'history'>;

/** What the catalogue's words, the memory and the user's history say of a query, in microseconds. */
export function lookUp(
  { domain, text, context, at, userId }: UnderstoodQuery,
  vocabulary: Pick<CatalogueVocabulary, 'words'>,
  { memory, history }: Learned,
): QueryLookups {
  const [best] = memory.recall({ domain, query: normalise(text), context, at }, 1);
  const { length } = history.recent(domain, userId);
  return { knownWords: knownWords(text, vocabulary), remembered: best?.score, history: length };
}

/** What a policy sees of a query before it chooses. */
export function decisionContext(
  query: UnderstoodQuery,
  strategies: readonly string[],
  records: StrategyRecords,
  { knownWords, remembered, history }: QueryLookups,
): DecisionContext {
  const { understanding, text, context, at } = query;
  const { title, creator, years, types, tags, language, kind } = understanding;
  const constraints = [title, creator, years, ...types, ...Object.keys(tags)].filter((each) => each !== undefined);
  return {
    query: queryFeatures(
      {
        ...{ text, kind, language, slots: constraints.length, knownWords, remembered },
        ...{ device: context.device, hour: hourOf(at), history },
      },
      DEVICES,
    ),
    strategies: strategies.map((strategy) => strategyFeatures(records.of(strategy, kind))),
    latencies: strategies.map((strategy) => records.latency(strategy)),
  };
}

/** In [0, 24), of universal time: where users are is not known. */
function hourOf(at: number): number {
  return (at / 3_600_000) % 24;
}
