import type { CatalogueEntity } from '@tiebreak/catalogue';
import type { Candidate } from './candidate-generator';

/** What is looked for in the words of entities. */
export interface TextQuery {
  /** Normalised words; a repeated one weighs more. Any of them may match. */
  readonly words: readonly string[];
  /** Whether the last word may be the beginning of one. */
  readonly isUnfinished: boolean;
  /** Normalised whole titles, aliases or spoken forms: who is called exactly so comes first. */
  readonly keys: readonly string[];
}

/** What entities have to be; what is absent may be anything. */
export interface EntityFilter {
  readonly types?: readonly string[];
  /** Normalised name of a creator. */
  readonly creator?: string;
  /** Any of these tags, the more and the surer the better. */
  readonly tags?: Readonly<Record<string, number>>;
  readonly years?: readonly [first: number, last: number];
  readonly language?: string;
  readonly order: 'popularity' | 'newest';
}

/** Full-text search and the entities themselves. */
export interface TextIndex {
  match(query: TextQuery, depth: number): Promise<readonly Candidate[]>;
  filter(filter: EntityFilter, depth: number): Promise<readonly Candidate[]>;
  /** Ids of entities of which a normalised title, alias or creator is one of the keys, most popular first. */
  named(keys: readonly string[], depth: number): Promise<readonly string[]>;
  /** Entities by id, in that order; those that are gone are left out. */
  read(ids: readonly string[]): Promise<readonly CatalogueEntity[]>;
}

/** Which weights are searched: letters and sounds, or words with what was added to them. */
export type SparseField = 'grams' | 'terms';

/** Search by weighted terms. */
export interface SparseIndex {
  weigh(
    field: SparseField,
    terms: readonly (readonly [term: string, weight: number])[],
    depth: number,
  ): Promise<readonly Candidate[]>;
}

/** What entities say, as terms. */
export interface ForwardIndex {
  /** The terms of each entity's own words and tags, with how much each counts; none of an entity that is gone. */
  termsOf(ids: readonly string[]): Promise<readonly (readonly (readonly [term: string, count: number])[])[]>;
}

/** Nearest neighbours by cosine. */
export interface VectorIndex {
  /** @param vector of unit length */
  nearest(vector: Float32Array, depth: number): Promise<readonly Candidate[]>;
}

/** Sentences as vectors: near when they mean alike. */
export interface SentenceEncoder {
  /** Names the vectors: those of different encoders do not compare. */
  readonly name: string;
  readonly dimensions: number;
  /** One vector of unit length a text, row after row. */
  encode(texts: readonly string[]): Promise<Float32Array>;
}

/** Which entities people choose together. */
export interface RelatedIndex {
  /** What is near to all of these, themselves left out; empty when nothing is known of any. */
  related(ids: readonly string[], depth: number): Promise<readonly Candidate[]>;
}

/** What a user chose lately. */
export interface UserHistory {
  /** Ids, latest first; empty for anonymous users. */
  recent(domain: string, userId: string): readonly string[];
}
