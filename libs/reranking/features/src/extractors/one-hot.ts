import type { Context, Hypothesis, NBestList } from '@tiebreak/interpretation';
import type { FeatureGroup, FeatureVocabulary } from '../feature-extractor';
import { writeLogOdds } from '../log-scores';

/** A categorical value of a hypothesis or its context, and where its known values stand in the vocabulary. */
interface Category {
  readonly name: string;
  readonly known: (vocabulary: FeatureVocabulary) => readonly string[];
  readonly of: (hypothesis: Hypothesis, list: NBestList) => string | undefined;
}

const intentCategory: Category = {
  name: 'intent',
  known: ({ intents }) => intents,
  of: ({ intent }) => intent,
};

const contextCategory = (attribute: string): Category => ({
  name: attribute,
  known: ({ contextValues }) => contextValues[attribute] ?? [],
  of: (_, { context }) => contextValue(context, attribute),
});

/** The value of a context attribute; "device" names the device itself. Undefined when unknown. */
export function contextValue(context: Context, attribute: string): string | undefined {
  const value = attribute === 'device' ? context.device : context.attributes[attribute];
  return value === '' ? undefined : value;
}

/** One column a known value: 1 for the hypothesis's own, 0 for the others. */
function indicators(category: Category): FeatureGroup {
  return {
    name: category.name,
    version: 1,
    columns: (vocabulary) => category.known(vocabulary).map((value) => `${category.name}=${value}`),
    write: (row, at, hypothesis, list, vocabulary) => {
      const own = positionOf(category.of(hypothesis, list), category.known(vocabulary));
      if (own >= 0) row[at + own] = 1;
    },
  };
}

/** Three columns a known value: the upstream log-odds where the value is the hypothesis's own, 0 elsewhere. */
function indicatorsTimesScores(category: Category): FeatureGroup {
  return {
    name: `${category.name}_scores`,
    version: 1,
    columns: (vocabulary) =>
      category
        .known(vocabulary)
        .flatMap((value) =>
          ['domain_logit', 'intent_logit', 'ner_logit'].map((score) => `${category.name}=${value}*${score}`),
        ),
    write: (row, at, hypothesis, list, vocabulary) => {
      const own = positionOf(category.of(hypothesis, list), category.known(vocabulary));
      if (own >= 0) writeLogOdds(row, at + 3 * own, hypothesis.scores);
    },
  };
}

/** -1 for a value that is unknown. */
function positionOf(value: string | undefined, known: readonly string[]): number {
  return value === undefined ? -1 : known.indexOf(value);
}

/** The intent, as one column a known intent. */
export const intent = indicators(intentCategory);

/** A bias and slopes of its own for every intent. */
export const intentScores = indicatorsTimesScores(intentCategory);

/** One column a known value of a context attribute; "device" is the device. */
export const contextAttribute = (attribute: string): FeatureGroup => indicators(contextCategory(attribute));

/** Products of a context attribute's values with the upstream log-odds. */
export const contextAttributeScores = (attribute: string): FeatureGroup =>
  indicatorsTimesScores(contextCategory(attribute));
