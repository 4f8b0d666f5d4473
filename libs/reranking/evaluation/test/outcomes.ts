import type { LineOutcome } from '../src/ranked-line';

type Ranked = LineOutcome['hypotheses'][number];

/** A ranked hypothesis: its domain, its score, and whether it is right. */
export function ranked(domain: string, score: number, right: 0 | 1): Ranked {
  return { domain, score, right };
}

/** The outcome of a line whose reference has one label, from its hypotheses, best first. */
export function outcome(...hypotheses: readonly Ranked[]): LineOutcome {
  const { score, right } = hypotheses[0]!;
  const wrong = right === 0;
  const errors = { edits: 1 - right, labels: 1, intentWrong: wrong, domainWrong: wrong };
  return { topScore: score, topRight: right, errors, hypotheses };
}

/** As `outcome`, of a line that no domain serves. */
export function outOfDomain(...hypotheses: readonly Ranked[]): LineOutcome {
  const { errors: _, ...rest } = outcome(...hypotheses);
  return rest;
}
