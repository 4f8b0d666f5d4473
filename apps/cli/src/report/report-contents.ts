import { countConfusions, domainTops, winners } from '@tiebreak/evaluation';
import { OUT_OF_DOMAIN } from '@tiebreak/interpretation';
import type { DataFile } from '@tiebreak/onnx-model';
import type { ModelIdentity, ReportContents } from '@tiebreak/report';
import type { InProcessAggregator } from '../in-process';
import { calibrationRows, reliabilityDiagram } from './calibration';
import { decisionContents } from './decisions';
import { pairRows } from './pairs';
import { compare, type RankedLine } from './ranked-line';
import { riskContents } from './risk';
import { segmentGroups } from './segments';
import { slopeRows } from './slopes';
import { summaryRows } from './summary';
import { worstContents } from './worst';

export interface Measured {
  /** At least one. */
  readonly lines: readonly RankedLine[];
  readonly leftOut: number;
  readonly file: DataFile;
  readonly seed: number;
}

/** Computes all that the report shows. */
export async function reportContents(
  { lines, leftOut, file, seed }: Measured,
  aggregator: InProcessAggregator,
): Promise<ReportContents> {
  const outcomes = compare((ranking) => lines.map(({ outcome }) => outcome[ranking]));
  const top = compare((ranking) => winners(outcomes[ranking]));
  const models = aggregator.bundles.map(({ manifest }): ModelIdentity => {
    const { domain, version, kind, objective, digest } = manifest;
    return { domain, version, kind, objective, digest };
  });
  models.sort((a, b) => (a.domain < b.domain ? -1 : 1));
  const domains = models.map(({ domain }) => domain);
  const trainingRates = Object.fromEntries(
    aggregator.bundles.flatMap(({ manifest: { domain, topRightRate } }) =>
      topRightRate === undefined ? [] : [[domain, topRightRate]],
    ),
  );
  return {
    data: file,
    utterances: lines.length,
    inDomain: outcomes.models.filter(({ errors }) => errors !== undefined).length,
    leftOut,
    seed,
    models,
    summary: summaryRows(outcomes, seed),
    calibration: calibrationRows(top, seed),
    reliability: {
      merged: compare((ranking) => reliabilityDiagram(top[ranking], seed)),
      domains: domains.map((domain) => ({
        domain,
        ...compare((ranking) => reliabilityDiagram(domainTops(outcomes[ranking], domain), seed)),
      })),
    },
    slopes: slopeRows(outcomes, domains),
    pairs: pairRows(outcomes, domains, trainingRates, seed),
    segments: segmentGroups(lines),
    risk: riskContents(lines, seed),
    decisions: decisionContents(lines, aggregator.policy.costs),
    confusion: compare((ranking) =>
      countConfusions(
        lines.map(({ line, ranked }) => ({
          meant: line.truth.domain,
          chosen: line.hypotheses[ranked[ranking][0]!.index]!.domain,
        })),
        { domains, outOfDomain: OUT_OF_DOMAIN },
      ),
    ),
    worst: await worstContents(lines, (line) => aggregator.explain(line)),
  };
}
