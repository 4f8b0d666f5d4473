import { FieldReader, get, type Fields, type Reading } from '@tiebreak/interpretation';
import type { EvidenceCurve } from '../content/content-vocabulary';
import type { CatalogueVocabulary } from './catalogue-vocabulary';

/** Raised when a vocabulary of an earlier build would be misread. */
const VERSION = 1;
const MOST = Number.MAX_SAFE_INTEGER;

type Table = Readonly<Record<string, number>>;

/** A vocabulary as JSON can hold it. */
export interface WrittenVocabulary {
  readonly version: number;
  readonly types: readonly (readonly [string, number])[];
  readonly tags: readonly (readonly [string, number])[];
  readonly creators: readonly (readonly [string, string])[];
  readonly surnames: readonly (readonly [string, string])[];
  readonly guardedTitles: readonly string[];
  readonly words: readonly string[];
  readonly evidence: readonly (readonly [string, Table])[];
  readonly curves: readonly (readonly [string, EvidenceCurve])[];
  readonly companions: readonly (readonly [string, Table])[];
  readonly creatorTags: readonly (readonly [string, Table])[];
}

/** A vocabulary as plain data, for JSON. */
export function writeVocabulary(vocabulary: CatalogueVocabulary): WrittenVocabulary {
  const { types, tags, creators, content } = vocabulary;
  return {
    version: VERSION,
    types: [...types],
    tags: [...tags],
    creators: [...creators],
    surnames: [...vocabulary.surnames],
    guardedTitles: [...vocabulary.guardedTitles],
    words: [...vocabulary.words],
    evidence: tables(content.evidence),
    curves: [...content.curves],
    companions: tables(content.companions),
    creatorTags: tables(content.creatorTags),
  };
}

/** Reads what `writeVocabulary` wrote, already decoded from JSON. */
export function readVocabulary(file: unknown): Reading<CatalogueVocabulary> {
  const reader = new FieldReader();
  const source = reader.object(file);
  if (get(source, 'version') !== VERSION)
    reader.reject('version', `${VERSION}, which this build writes; build the index again`, get(source, 'version'));
  const number = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
  const text = (value: unknown): value is string => typeof value === 'string';
  const numbers = (value: unknown): value is Table => isObject(value) && Object.values(value).every(number);
  const curve = (value: unknown): value is EvidenceCurve =>
    isObject(value) && number(value.slope) && number(value.intercept);
  return reader.finish({
    types: readPairs(reader, source, 'types', number, 'a number'),
    tags: readPairs(reader, source, 'tags', number, 'a number'),
    creators: readPairs(reader, source, 'creators', text, 'a string'),
    surnames: readPairs(reader, source, 'surnames', text, 'a string'),
    guardedTitles: readTexts(reader, source, 'guardedTitles'),
    words: readTexts(reader, source, 'words'),
    content: {
      evidence: maps(readPairs(reader, source, 'evidence', numbers, 'a number for each tag')),
      curves: readPairs(reader, source, 'curves', curve, 'a slope and an intercept'),
      companions: maps(readPairs(reader, source, 'companions', numbers, 'a number for each tag')),
      creatorTags: maps(readPairs(reader, source, 'creatorTags', numbers, 'a number for each tag')),
    },
  });
}

/** Empty when it is not there. */
function readTexts(reader: FieldReader, source: Fields, key: string): Set<string> {
  return new Set(reader.list(source, key, MOST, (text) => reader.text({ text }, 'text', MOST, 'required')));
}

function readPairs<T>(
  reader: FieldReader,
  source: Fields,
  key: string,
  fits: (value: unknown) => value is T,
  expected: string,
): Map<string, T> {
  const pairs = reader.list(source, key, MOST, (pair): (readonly [string, T])[] => {
    if (Array.isArray(pair) && pair.length === 2) {
      const [name, value] = pair as [unknown, unknown];
      if (typeof name === 'string' && fits(value)) return [[name, value]];
    }
    reader.reject(undefined, `a pair of a name and ${expected}`, pair);
    return [];
  });
  return new Map(pairs.flat());
}

function tables(map: ReadonlyMap<string, ReadonlyMap<string, number>>): [string, Table][] {
  return [...map].map(([key, table]) => [key, Object.fromEntries(table)]);
}

function maps(written: ReadonlyMap<string, Table>): Map<string, Map<string, number>> {
  return new Map([...written].map(([key, table]) => [key, new Map(Object.entries(table))]));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
