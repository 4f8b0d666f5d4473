import { asGroup, type FeatureExtractor, type FeatureGroup, standardFeatures } from '@tiebreak/features';
import { type Hypothesis, OUT_OF_DOMAIN, type ReferenceUtterance } from '@tiebreak/interpretation';
import { defineDomain } from '@tiebreak/scoring';

const ALL = 'All';
const SEPARATOR = ':';

/** Features that compare a hypothesis with the others of the list. */
const ACROSS = new Set(['margins', 'upstream_rank', 'posterior', 'agreement', 'slot_naming']);

/**
 * One ranker over all domains' hypotheses: what a central team could train and no domain team can. Every feature is
 * there twice, once within the hypothesis's own domain as the domains have it, and once across all of them.
 */
export const jointDefinition = defineDomain({
  name: ALL,
  features: [
    ...standardFeatures(['device']).map(withinOwnDomain),
    ...standardFeatures([])
      .filter(({ name }) => ACROSS.has(name))
      .map(renamed),
  ],
});

/** The line as if one domain had answered: the domain goes into the intent's name. */
export function asOneDomain(line: ReferenceUtterance): ReferenceUtterance {
  return {
    ...line,
    hypotheses: line.hypotheses.map((hypothesis) => ({ ...hypothesis, ...joined(hypothesis) })),
    truth: line.truth.domain === OUT_OF_DOMAIN ? line.truth : { ...line.truth, ...joined(line.truth) },
  };
}

function joined({ domain, intent }: Pick<Hypothesis, 'domain' | 'intent'>): { domain: string; intent: string } {
  return { domain: ALL, intent: `${domain}${SEPARATOR}${intent}` };
}

const ownDomain = ({ intent }: Hypothesis): string => intent.split(SEPARATOR)[0]!;

function withinOwnDomain(extractor: FeatureExtractor): FeatureGroup {
  const group = asGroup(extractor);
  return {
    ...group,
    write: (row, at, hypothesis, list, vocabulary) => {
      const hypotheses = list.hypotheses.filter((other) => ownDomain(other) === ownDomain(hypothesis));
      group.write(row, at, hypothesis, { ...list, hypotheses }, vocabulary);
    },
  };
}

function renamed(extractor: FeatureExtractor): FeatureGroup {
  const group = asGroup(extractor);
  return {
    ...group,
    name: `across_${group.name}`,
    columns: (vocabulary) => group.columns(vocabulary).map((column) => `across_${column}`),
  };
}
