import type { Hypothesis } from '@tiebreak/interpretation';

/** What a user calls the things of each domain, e.g. Books -> "book"; a domain without one is called by its name. */
export type DomainNouns = ReadonlyMap<string, string>;

/** The whole hypothesis in words: `the book: rate book "dune"`. */
export function describeHypothesis(hypothesis: Hypothesis, nouns: DomainNouns): string {
  return `${thing(hypothesis, nouns)}: ${action(hypothesis)}`;
}

/**
 * One label a hypothesis, short enough to be asked and different from the others: the domains' nouns when they differ,
 * else what would be done with which words. Undefined when no words a user could say tell them apart, such as two
 * readings that differ in a slot's name only.
 */
export function labelsThatTellApart(hypotheses: readonly Hypothesis[], nouns: DomainNouns): string[] | undefined {
  const ways = [thing, action, describeHypothesis];
  for (const way of ways) {
    const labels = hypotheses.map((hypothesis) => way(hypothesis, nouns));
    if (new Set(labels).size === labels.length) return labels;
  }
  return undefined;
}

function thing({ domain }: Hypothesis, nouns: DomainNouns): string {
  return `the ${nouns.get(domain) ?? domain}`;
}

/** The intent in words and the slots' values: `play music "mary poppins"`. */
function action({ intent, slots }: Hypothesis): string {
  const words = intent
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return [words, ...slots.map(({ value }) => `"${value}"`)].join(' ');
}
