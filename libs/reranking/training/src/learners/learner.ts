import type { ObjectiveKind, RankedLists } from '@tiebreak/objectives';
import type { ModelPart, PartKind } from '../reranker-model';
import type { DevelopmentRun, DevelopmentScores } from '../selection';

/** One point of a hyperparameter search, as it goes into the manifest. */
export interface SearchPoint extends DevelopmentScores {
  readonly kind: PartKind;
  readonly settings: Readonly<Record<string, number>>;
}

/** What a search has to work with. */
export interface SearchContext {
  readonly lists: RankedLists;
  /** How log-odds of the development rows do. */
  readonly measure: (logOdds: Float64Array) => DevelopmentRun;
  readonly developmentFeatures: Float32Array;
  readonly objective: ObjectiveKind;
  readonly seed: number;
  /** Told the share of the search that is done, in (0, 1]. */
  readonly onProgress: (share: number) => void;
}

/** What a search found. */
export interface Found {
  /** Fitted to all the lists under the chosen settings. */
  readonly part: ModelPart;
  readonly chosen: SearchPoint;
  readonly search: readonly SearchPoint[];
  /** Fits the chosen settings to other lists, such as those outside a fold. */
  readonly refit: (lists: RankedLists) => ModelPart;
}

/** Looks for one kind of model's hyperparameters on development lines. Deterministic from the seed. */
export type Learner = (context: SearchContext) => Found;

/** The point as it is recorded, without its losses. */
export function recorded({ kind, settings, nll, semer }: SearchPoint): SearchPoint {
  return { kind, settings, nll, semer };
}
