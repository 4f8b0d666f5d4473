import {
  contextValue,
  type FeatureExtractor,
  type FeatureVocabulary,
  signal,
  standardFeatures,
} from '@tiebreak/features';
import type { NBestList } from '@tiebreak/interpretation';

/** One domain as data: what its re-ranker looks at. */
export interface DomainDefinition {
  /** As it stands in hypotheses, e.g. "Music". */
  readonly name: string;
  /** What users call one of its things, for questions such as "The book or the film?"; absent: its name. */
  readonly noun?: string;
  /** Intents that have columns of their own. Absent: those of the training lines. */
  readonly intents?: readonly string[];
  /** Slots that have columns of their own. Absent: those of the training lines. */
  readonly slotNames?: readonly string[];
  /** Context attributes whose values (read from the training lines) become columns; "device" is the device. */
  readonly contextAttributes: readonly string[];
  readonly features: readonly FeatureExtractor[];
}

/** Declares a domain; the standard features are used unless others are given. */
export function defineDomain(
  definition: Pick<DomainDefinition, 'name'> & Partial<Omit<DomainDefinition, 'name'>>,
): DomainDefinition {
  const contextAttributes = definition.contextAttributes ?? ['device'];
  return { features: standardFeatures(contextAttributes), ...definition, contextAttributes };
}

/** The domain with signals of its hypotheses as features beside those that it has. */
export function withSignals(definition: DomainDefinition, names: readonly string[]): DomainDefinition {
  return { ...definition, features: [...definition.features, ...names.map(signal)] };
}

/** Rarer values than this many utterances get no column: their weight would be noise. */
const FEWEST_UTTERANCES = 10;

/** Counts a domain's categorical values list by list, however many lists there are. */
export interface VocabularyCount {
  add(list: NBestList): void;
  /** What a model over the lists so far knows: the frequent values, sorted. */
  vocabulary(): FeatureVocabulary;
}

/** Starts to count the values that get columns: those the definition names, else the frequent ones. */
export function countVocabulary(definition: DomainDefinition): VocabularyCount {
  const intents = new Map<string, number>();
  const slotNames = new Map<string, number>();
  const contextValues = definition.contextAttributes.map(
    (attribute) => [attribute, new Map<string, number>()] as const,
  );
  return {
    add: ({ hypotheses, context }) => {
      countEach(
        intents,
        hypotheses.map(({ intent }) => intent),
      );
      countEach(
        slotNames,
        hypotheses.flatMap(({ slots }) => slots.map(({ name }) => name)),
      );
      for (const [attribute, counts] of contextValues) countEach(counts, [contextValue(context, attribute) ?? '']);
    },
    vocabulary: () => ({
      intents: definition.intents ?? frequent(intents),
      slotNames: definition.slotNames ?? frequent(slotNames),
      contextValues: Object.fromEntries(contextValues.map(([attribute, counts]) => [attribute, frequent(counts)])),
    }),
  };
}

function countEach(counts: Map<string, number>, values: readonly string[]): void {
  for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
}

function frequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].flatMap(([value, count]) => (value !== '' && count >= FEWEST_UTTERANCES ? [value] : [])).sort();
}

/** The categorical values that a model over the given training lists knows: frequent ones, sorted. */
export function readVocabulary(definition: DomainDefinition, lists: Iterable<NBestList>): FeatureVocabulary {
  const count = countVocabulary(definition);
  for (const list of lists) count.add(list);
  return count.vocabulary();
}
