import { chooseLambdaMart, chooseListwise, type JudgedQueries, type Ranker } from '@tiebreak/learning-to-rank';

/** A ranker with how it was found. */
export interface LearnedRanker {
  readonly ranker: Ranker;
  /** By name, as printed and recorded. */
  readonly settings: Readonly<Record<string, number>>;
  /** Settings that were tried, with what they came to in cross-validation. */
  readonly tried: readonly Readonly<Record<string, number>>[];
}

/**
 * Chooses settings by cross-validation over queries, and trains on all of them.
 * @throws RangeError when there is nothing to learn
 */
export function learnRanker(
  kind: Ranker['kind'],
  queries: JudgedQueries,
  seed: number,
  onProgress: (share: number) => void,
): LearnedRanker {
  switch (kind) {
    case 'lambdamart': {
      const { trees, settings, tried } = chooseLambdaMart(queries, seed, onProgress);
      return { ranker: { kind, model: trees }, settings: { ...settings }, tried: tried.map((one) => ({ ...one })) };
    }
    case 'linear': {
      const { linear, settings, tried } = chooseListwise(queries, seed);
      return { ranker: { kind, model: linear }, settings: { ...settings }, tried: tried.map((one) => ({ ...one })) };
    }
  }
}
