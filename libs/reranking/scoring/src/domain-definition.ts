import { type FeatureExtractor, type FeatureVocabulary, standardFeatures } from '@tiebreak/features';
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

/** Rarer values than this many utterances get no column: their weight would be noise. */
const FEWEST_UTTERANCES = 10;

/** The categorical values that a model over the given training lists knows: frequent ones, sorted. */
export function readVocabulary(definition: DomainDefinition, lists: readonly NBestList[]): FeatureVocabulary {
  const frequent = (valuesOf: (list: NBestList) => readonly string[]): string[] => {
    const counts = new Map<string, number>();
    for (const list of lists)
      for (const value of new Set(valuesOf(list))) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].flatMap(([value, count]) => (value !== '' && count >= FEWEST_UTTERANCES ? [value] : [])).sort();
  };
  return {
    intents: definition.intents ?? frequent(({ hypotheses }) => hypotheses.map(({ intent }) => intent)),
    slotNames:
      definition.slotNames ??
      frequent(({ hypotheses }) => hypotheses.flatMap(({ slots }) => slots.map(({ name }) => name))),
    contextValues: Object.fromEntries(
      definition.contextAttributes.map((attribute) => [
        attribute,
        frequent(({ context }) => [attribute === 'device' ? context.device : (context.attributes[attribute] ?? '')]),
      ]),
    ),
  };
}
