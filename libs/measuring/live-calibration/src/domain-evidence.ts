import { logit, type Probability } from '@tiebreak/interpretation';
import type { LoggedDecision, OutcomeReport } from './decision-log';

/** What a report says of one domain's hypotheses, of which at most one is right. */
export interface DomainEvidence {
  readonly domain: string;
  /** Of the domain's hypotheses by its model, descending. At least one. */
  readonly logOdds: readonly number[];
  /** The first one's score, as its bundle gave it. */
  readonly topScore: Probability;
  /** Which of them is right; undefined when none is known to be. */
  readonly right: number | undefined;
  /** Which of them are wrong: all others, when one is right. */
  readonly wrong: readonly number[];
}

/**
 * What is known of each domain that a report says something of. A domain counts when one of its own hypotheses is named, or
 * when none was right: where somebody says "yes" to what a domain did, nothing is said of the others, since nobody would
 * have told of them had the answer been "no". Counting such silence as "wrong" would make every domain that was not chosen
 * look as if its scores were too high.
 *
 * Domains without a model in this decision are left out, since a fallback scored their hypotheses.
 */
export function evidenceOf({ hypotheses, models }: LoggedDecision, report: OutcomeReport): DomainEvidence[] {
  const named = new Set(report.wrongHypothesisIds);
  return Object.keys(models).flatMap((domain) => {
    const own = hypotheses
      .filter(({ hypothesis }) => hypothesis.domain === domain)
      .sort((a, b) => b.bundleScore - a.bundleScore);
    const ids = own.map(({ hypothesis }) => hypothesis.id);
    const found = ids.indexOf(report.rightHypothesisId);
    const right = found < 0 ? undefined : found;
    const isWrong = (id: string, i: number): boolean =>
      i !== right && (right !== undefined || report.noneRight || named.has(id));
    const wrong = ids.flatMap((id, i) => (isWrong(id, i) ? [i] : []));
    if (right === undefined && wrong.length === 0) return [];
    const logOdds = own.map(({ bundleScore }) => logit(bundleScore));
    return [{ domain, logOdds, topScore: own[0]!.bundleScore, right, wrong }];
  });
}

/** 1 or 0 when a report told whether the domain's first hypothesis was right; undefined when it did not. */
export function topOutcome({ right, wrong }: DomainEvidence): 0 | 1 | undefined {
  if (right === 0) return 1;
  return wrong.includes(0) ? 0 : undefined;
}
