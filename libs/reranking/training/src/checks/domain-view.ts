import { defineFeatures } from '@tiebreak/features';
import { ofDomain, OUT_OF_DOMAIN, type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { type DomainDefinition, readVocabulary } from '@tiebreak/scoring';
import { domainLines } from '../training-lines';

/** How much one domain could learn from a file. All are counts. */
export interface DomainCounts {
  readonly domain: string;
  /** Lines with hypotheses of the domain: what it trains on. */
  readonly lines: number;
  /** Utterances that were meant for it, also those for which it has no hypothesis. */
  readonly own: number;
  /** Own utterances with a right hypothesis. Over `own` it is the recall of an oracle: no re-ranker finds more. */
  readonly ownWithRight: number;
  /** Lines with its hypotheses that were meant for another domain. */
  readonly foreign: number;
  /** Lines with its hypotheses that no domain serves. */
  readonly outOfDomain: number;
  readonly hypotheses: number;
  readonly right: number;
  /** Feature columns of its model, one weight each. */
  readonly columns: number;
}

/** What one domain sees of a file, as its training does. */
export interface DomainView {
  readonly definition: DomainDefinition;
  /** Lines with its hypotheses, and no other domain's in them. */
  readonly lines: readonly ReferenceUtterance[];
  /** Utterances meant for it, with its hypotheses only: perhaps none. */
  readonly own: readonly ReferenceUtterance[];
  readonly counts: DomainCounts;
}

/** One domain's view of the lines of a file. */
export function viewOf(all: readonly ReferenceUtterance[], definition: DomainDefinition): DomainView {
  const domain = definition.name;
  const lines = domainLines(all, domain);
  const own = all.filter(({ truth }) => truth.domain === domain).map((line) => ofDomain(line, domain));
  const outOfDomain = lines.filter(({ truth }) => truth.domain === OUT_OF_DOMAIN).length;
  const counts: DomainCounts = {
    domain,
    lines: lines.length,
    own: own.length,
    ownWithRight: own.filter((line) => rightsOf(line) > 0).length,
    foreign: lines.filter(({ truth }) => truth.domain !== domain).length - outOfDomain,
    outOfDomain,
    hypotheses: lines.reduce((sum, { hypotheses }) => sum + hypotheses.length, 0),
    right: lines.reduce((sum, line) => sum + rightsOf(line), 0),
    columns: defineFeatures(definition.features, readVocabulary(definition, lines)).columns.length,
  };
  return { definition, lines, own, counts };
}

function rightsOf({ hypotheses, truth }: ReferenceUtterance): number {
  return hypotheses.filter((hypothesis) => sameInterpretation(hypothesis, truth)).length;
}
