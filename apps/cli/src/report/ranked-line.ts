import type { Resolution } from '@tiebreak/aggregation';
import { lineOutcome, type LineOutcome, type RankedIndex, rankByProduct } from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import type { Compared } from '@tiebreak/report';
import { rankedIndices } from '../ranked-indices';

/** A line as the models resolved it, beside R0's ranking of the same hypotheses. */
export interface RankedLine {
  readonly line: ReferenceUtterance;
  readonly resolution: Resolution;
  readonly ranked: Compared<readonly RankedIndex[]>;
  readonly outcome: Compared<LineOutcome>;
}

/** @returns undefined when there is no model for any domain of the line */
export function rankedLine(line: ReferenceUtterance, resolution: Resolution): RankedLine | undefined {
  const models = rankedIndices(line, resolution);
  const known = new Set(models.map(({ index }) => index));
  // What no model could rank must not win for R0 either.
  const baseline = rankByProduct(line).filter(({ index }) => known.has(index));
  const outcome = { baseline: lineOutcome(line, baseline), models: lineOutcome(line, models) };
  if (outcome.baseline === undefined || outcome.models === undefined) return undefined;
  return {
    line,
    resolution,
    ranked: { baseline, models },
    outcome: { baseline: outcome.baseline, models: outcome.models },
  };
}

/** The same computation for R0 and for the models. */
export function compare<Value>(of: (ranking: keyof Compared<unknown>) => Value): Compared<Value> {
  return { baseline: of('baseline'), models: of('models') };
}
