import { type ComparedMetric, compareRankings, type LineOutcome } from '@tiebreak/evaluation';
import type { Compared, SummaryRow } from '@tiebreak/report';

const MEASURES: readonly (readonly [ComparedMetric, string, string, SummaryRow['better']])[] = [
  ['semer', 'SemER', 'wrong labels, as a share of those meant', 'lower'],
  ['domainAccuracy', 'domain accuracy', 'winners of the domain that was meant', 'higher'],
  ['nll', 'NLL', 'surprise at the outcome, in nats', 'lower'],
  ['irer', 'IRER', 'utterances with any error', 'lower'],
  ['icer', 'ICER', 'utterances with the wrong domain or intent', 'lower'],
  ['brier', 'Brier', 'squared distance of score and outcome', 'lower'],
  ['aurc', 'AURC', 'mean risk over all coverages', 'lower'],
  ['oodAuroc', 'OOD AUROC', 'scores tell what no domain serves', 'higher'],
];

/** Measures of both rankings with their paired difference. */
export function summaryRows({ baseline, models }: Compared<readonly LineOutcome[]>, seed: number): SummaryRow[] {
  const compared = compareRankings(baseline, models, { seed });
  return MEASURES.map(([metric, measure, meaning, better]) => {
    const { baseline: before, candidate, difference } = compared[metric];
    return { measure, meaning, better, baseline: before, models: candidate, difference };
  });
}
