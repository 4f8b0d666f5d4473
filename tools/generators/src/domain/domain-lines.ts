import { type LabelledUtterance, ofDomain } from '@tiebreak/interpretation';
import { countVocabulary, defineDomain } from '@tiebreak/scoring';
import { ReferenceFile } from '../../../../apps/cli/src/data-file';
import { refuse } from './domain-plan';

/** What a domain's training lines say about it. */
export interface DomainLines {
  /** Intents with lines enough for a column of their own, sorted. */
  readonly intents: readonly string[];
  readonly slotNames: readonly string[];
  /** The first lines, with the domain's own hypotheses and without what was meant, to keep scores of. */
  readonly golden: readonly LabelledUtterance[];
}

const GOLDEN_LINES = 4;

/**
 * Reads the lines that a domain will be trained on: the format of docs/reference/data-lines.md, gzipped or not.
 * @throws Refusal naming file, line and field of the first line that is wrong
 * @throws Error when no line has hypotheses of the domain, or no intent is frequent enough
 */
export async function readDomainLines(file: string, domain: string): Promise<DomainLines> {
  const count = countVocabulary(defineDomain({ name: domain }));
  const golden: LabelledUtterance[] = [];
  const others = new Set<string>();
  for await (const line of new ReferenceFile(file)) {
    const own = ofDomain(line, domain);
    for (const hypothesis of line.hypotheses) if (hypothesis.domain !== domain) others.add(hypothesis.domain);
    if (own.hypotheses.length === 0) continue;
    count.add(own);
    const { truth: _truth, ...said } = own;
    if (golden.length < GOLDEN_LINES) golden.push(said);
  }
  if (golden.length === 0)
    refuse('from', `${file} to have hypotheses of ${domain}`, `those of ${[...others].sort().join(', ')} alone`);
  const { intents, slotNames } = count.vocabulary();
  if (intents.length === 0)
    refuse(
      'from',
      `${file} to have an intent in ten lines with hypotheses of ${domain}, or more`,
      'none that frequent',
    );
  return { intents, slotNames, golden };
}
