import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { NBestList } from '@tiebreak/interpretation';
import canonicalize from 'canonicalize';
import { asGroup, type FeatureExtractor, type FeatureVocabulary } from './feature-extractor';

/** One extractor as a manifest names it, with the columns it fills. */
export interface FeatureEntry {
  readonly name: string;
  readonly version: number;
  readonly columns: readonly string[];
}

/** The columns of a model's input, in order, and how to fill them. */
export interface FeatureSchema {
  readonly entries: readonly FeatureEntry[];
  readonly columns: readonly string[];
  /** sha256 (hex) of the canonical JSON (RFC 8785) of `entries`: the identity of the model's input. */
  readonly fingerprint: string;
  /**
   * The feature rows of a list, row-major, hypotheses in the list's order; float32, because that is what a graph sees.
   * @returns hypotheses.length * columns.length numbers
   */
  readonly extract: (list: NBestList) => Float32Array;
}

/** sha256 (hex) of the canonical JSON of a manifest's `features`. */
export function featureFingerprint(entries: readonly FeatureEntry[]): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(entries)!)));
}

/** The schema of the given extractors over a vocabulary. @throws Error when two columns share a name. */
export function defineFeatures(extractors: readonly FeatureExtractor[], vocabulary: FeatureVocabulary): FeatureSchema {
  const groups = extractors.map(asGroup);
  const entries = groups.map(({ name, version, columns }) => ({ name, version, columns: columns(vocabulary) }));
  const columns = entries.flatMap((entry) => entry.columns);
  const twice = repeated(columns);
  if (twice !== undefined) throw new Error(`expected every feature column once, got "${twice}" twice`);

  const widths = entries.map((entry) => entry.columns.length);
  const writers = groups.map(({ write }) => write);
  const extract = (list: NBestList): Float32Array => {
    const rows = new Float32Array(list.hypotheses.length * columns.length);
    let at = 0;
    for (const hypothesis of list.hypotheses) {
      for (let i = 0; i < writers.length; i++) {
        writers[i]!(rows, at, hypothesis, list, vocabulary);
        at += widths[i]!;
      }
    }
    return rows;
  };
  return { entries, columns, fingerprint: featureFingerprint(entries), extract };
}

/** Why a manifest's features cannot be assembled here; both sides are named. */
export interface UnknownFeatures {
  readonly expected: string;
  readonly actual: string;
}

/**
 * The schema that a bundle asks for, assembled from its own list: a bundle needs the extractors it names and no others,
 * so that a feature added by one team changes nothing for another's bundle.
 * @param known every extractor at hand, in all versions
 */
export function assembleFeatures(
  entries: readonly FeatureEntry[],
  known: readonly FeatureExtractor[],
  vocabulary: FeatureVocabulary,
): { readonly schema: FeatureSchema } | { readonly unknown: UnknownFeatures } {
  const extractors: FeatureExtractor[] = [];
  for (const entry of entries) {
    const extractor = known.find(({ name, version }) => name === entry.name && version === entry.version);
    if (extractor === undefined) {
      return { unknown: { expected: `one of ${known.map(describe).join(', ')}`, actual: describe(entry) } };
    }
    const columns = asGroup(extractor).columns(vocabulary);
    if (columns.join('\n') !== entry.columns.join('\n')) {
      return {
        unknown: { expected: `columns ${columns.join(', ')} of ${describe(entry)}`, actual: entry.columns.join(', ') },
      };
    }
    extractors.push(extractor);
  }
  const twice = repeated(entries.flatMap(({ columns }) => columns));
  if (twice !== undefined) return { unknown: { expected: 'every feature column once', actual: `"${twice}" twice` } };
  return { schema: defineFeatures(extractors, vocabulary) };
}

function repeated(columns: readonly string[]): string | undefined {
  return columns.find((column, i) => columns.indexOf(column) !== i);
}

function describe({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name}@${version}`;
}
