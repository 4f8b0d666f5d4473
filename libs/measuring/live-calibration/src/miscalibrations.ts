import type { JointMap } from '@tiebreak/aggregation';
import type { DomainEvidence } from './domain-evidence';
import { logLikelihood, type Miscalibration } from './evidence-likelihood';

/** What counts as calibrated: the indifference zone, |shift| <= .2 and a slope from .85 to 1.18, by points all over it. */
export const TOLERATED: readonly Miscalibration[] = [0.85, 1, 1.18].flatMap((slope) =>
  [-0.2, 0, 0.2].map((shift) => ({ slope, shift })),
);

/** What would be worth an alarm: scores too extreme or too timid, too high or too low, or both. */
export const ALARMING: readonly Miscalibration[] = [
  { slope: 0.6, shift: 0 },
  { slope: 1.7, shift: 0 },
  { slope: 1, shift: 0.8 },
  { slope: 1, shift: -0.8 },
  { slope: 0.7, shift: 0.9 },
  { slope: 0.7, shift: -0.9 },
  { slope: 1.4, shift: 0.9 },
  { slope: 1.4, shift: -0.9 },
  { slope: 1, shift: 1.8 },
  { slope: 1, shift: -1.8 },
];

/** Log-likelihoods of one report: at each point of `TOLERATED`, then at each of `ALARMING`. */
export type ReportLikelihoods = Float64Array;

export function reportLikelihoods(evidence: DomainEvidence, map: JointMap): ReportLikelihoods {
  return Float64Array.from([...TOLERATED, ...ALARMING], (point) => logLikelihood(evidence, point, map));
}
