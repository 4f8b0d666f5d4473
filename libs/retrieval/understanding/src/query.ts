import type { Context, SlotValue } from '@tiebreak/interpretation';

/** What is looked for, as it was asked. */
export interface RetrievalQuery {
  /** Which catalogue. */
  readonly domain: string;
  /** Free text; may be empty when slots are given. */
  readonly text: string;
  /** From the interpretation, empty if none. */
  readonly intent: string;
  readonly slots: readonly Pick<SlotValue, 'name' | 'value'>[];
  readonly context: Context;
  /** Opaque; empty for an anonymous user. */
  readonly userId: string;
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number;
}

/** One work that the user can name, or anything that fits a description. */
export type QueryKind = 'known-item' | 'topic';

/** What the words want first ("the latest", "the best"). */
export type ResultOrder = 'newest' | 'popular';

/** What was understood of a query; everything that is not said is absent or empty. */
export interface QueryUnderstanding {
  readonly kind: QueryKind;
  /** Normalised words that are searched for, in order: the text without what was understood as a constraint. */
  readonly terms: readonly string[];
  /** Normalised, from a slot or from the words ("thriller by michael jackson"). */
  readonly title?: string;
  readonly creator?: string;
  /** Entity types asked for ("the film"), best first. */
  readonly types: readonly string[];
  /** Genres and themes, as catalogue tags, with how sure it is that they are meant, in (0, 1]. */
  readonly tags: Readonly<Record<string, number>>;
  /** First and last year ("from the eighties"). */
  readonly years?: readonly [first: number, last: number];
  /** ISO 639-1 code, when the words tell. */
  readonly language?: string;
  /** What comes first, when the words tell. */
  readonly order?: ResultOrder;
}
