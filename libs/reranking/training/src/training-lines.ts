import type { FeatureSchema } from '@tiebreak/features';
import { ofDomain, type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import type { RankedLists } from '@tiebreak/objectives';
import { semanticErrorRate } from '@tiebreak/semer';

/**
 * A domain's own view of the lines: its hypotheses only, in every line in which it has any. Utterances meant for other
 * domains or for none stay in, at their natural share, as lists on which nothing is right.
 */
export function domainLines(lines: readonly ReferenceUtterance[], domain: string): ReferenceUtterance[] {
  return lines.map((line) => ofDomain(line, domain)).filter(({ hypotheses }) => hypotheses.length > 0);
}

/** Features and labels of one domain's lines, as arrays. */
export function toRankedLists(
  schema: FeatureSchema,
  lines: readonly ReferenceUtterance[],
  domain: string,
): RankedLists {
  const offsets = new Int32Array(lines.length + 1);
  lines.forEach(({ hypotheses }, i) => (offsets[i + 1] = offsets[i]! + hypotheses.length));
  const rows = offsets[lines.length]!;
  const features = new Float32Array(rows * schema.columns.length);
  const right = new Uint8Array(rows);
  const semanticError = new Float64Array(rows);
  const own = new Uint8Array(lines.length);
  lines.forEach((line, i) => {
    features.set(schema.extract(line), offsets[i]! * schema.columns.length);
    own[i] = line.truth.domain === domain ? 1 : 0;
    line.hypotheses.forEach((hypothesis, j) => {
      right[offsets[i]! + j] = sameInterpretation(hypothesis, line.truth) ? 1 : 0;
      semanticError[offsets[i]! + j] = semanticErrorRate(hypothesis, line.truth);
    });
  });
  return { columns: schema.columns.length, features, right, semanticError, offsets, own };
}
