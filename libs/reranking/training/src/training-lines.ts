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
  const rows = lines.reduce((sum, { hypotheses }) => sum + hypotheses.length, 0);
  const filling = startLists(schema, domain, lines.length, rows);
  for (const line of lines) filling.add(line);
  return filling.lists;
}

/** Arrays for a known number of lists and rows, filled line by line. */
export interface ListFilling {
  readonly lists: RankedLists;
  /** @throws RangeError when there is no room left: the lines are not those that were counted */
  add(line: ReferenceUtterance): void;
}

/** Makes room for the features and labels of one domain's lines. */
export function startLists(schema: FeatureSchema, domain: string, lines: number, rows: number): ListFilling {
  const columns = schema.columns.length;
  const offsets = new Int32Array(lines + 1);
  const features = new Float32Array(rows * columns);
  const right = new Uint8Array(rows);
  const semanticError = new Float64Array(rows);
  const own = new Uint8Array(lines);
  let list = 0;
  return {
    lists: { columns, features, right, semanticError, offsets, own },
    add: (line) => {
      const first = offsets[list]!;
      if (list >= lines || first + line.hypotheses.length > rows) {
        throw new RangeError(`expected the ${lines} lines and ${rows} hypotheses that were counted, got more`);
      }
      features.set(schema.extract(line), first * columns);
      own[list] = line.truth.domain === domain ? 1 : 0;
      line.hypotheses.forEach((hypothesis, i) => {
        right[first + i] = sameInterpretation(hypothesis, line.truth) ? 1 : 0;
        semanticError[first + i] = semanticErrorRate(hypothesis, line.truth);
      });
      offsets[++list] = first + line.hypotheses.length;
    },
  };
}
