/** How often each domain was chosen for each that was meant. */
export interface ConfusionCounts {
  /** Domains that were meant, in name order; the domain of what nobody serves is last. */
  readonly truths: readonly string[];
  /** Domains that were chosen, in name order. */
  readonly chosen: readonly string[];
  /** One row a truth, one column a chosen domain. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * Counts pairs of domains.
 * @param choices one an utterance
 * @param options `domains` have a row and a column even when nobody meant or chose them; `outOfDomain` never has a column
 */
export function countConfusions(
  choices: readonly { readonly meant: string; readonly chosen: string }[],
  { domains, outOfDomain }: { readonly domains: readonly string[]; readonly outOfDomain: string },
): ConfusionCounts {
  const chosen = [...new Set([...domains, ...choices.map((choice) => choice.chosen)])].sort();
  const meant = [...new Set([...chosen, ...choices.map((choice) => choice.meant)])].sort();
  const truths = [
    ...meant.filter((domain) => domain !== outOfDomain),
    ...meant.filter((domain) => domain === outOfDomain),
  ];
  const counts = truths.map(() => chosen.map(() => 0));
  for (const choice of choices) counts[truths.indexOf(choice.meant)]![chosen.indexOf(choice.chosen)]! += 1;
  return { truths, chosen, counts };
}
