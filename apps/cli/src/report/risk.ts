import { certify, chooseThreshold, riskCoverage, type ScoredOutcomes } from '@tiebreak/calibration';
import { winners } from '@tiebreak/evaluation';
import type { Certificate, RiskContents, RiskPoint } from '@tiebreak/report';
import { foldOf } from '@tiebreak/statistics';
import { compare, type RankedLine } from './ranked-line';

/** What the report tries to certify. */
const CLAIM = { risk: 0.05, confidence: 0.95 };
/** More points than a screen has columns for the curve would only make the page heavier. */
const MOST_POINTS = 240;

/** Risk-coverage curves, and certificates with a threshold from one half of the lines and a verdict from the other. */
export function riskContents(lines: readonly RankedLine[], seed: number): RiskContents {
  const half = (fold: number): readonly RankedLine[] => lines.filter(({ line }) => foldOf(line.id, 2, seed) === fold);
  const [first, second] = [half(0), half(1)];
  return {
    curves: compare((ranking) => thinned(riskCoverage(winners(lines.map(({ outcome }) => outcome[ranking]))).points)),
    certificates: compare((ranking) => {
      const [a, b] = [first, second].map((part) => winners(part.map(({ outcome }) => outcome[ranking])));
      return certificate(a!, b!);
    }),
  };
}

function certificate(first: ScoredOutcomes, second: ScoredOutcomes): Certificate {
  const judged = second.scores.length;
  const claim = { target: CLAIM.risk, confidence: CLAIM.confidence, judged };
  if (first.scores.length === 0) return { ...claim, certified: false, threshold: NaN, acted: 0, wrong: 0, bound: NaN };
  const threshold = chooseThreshold(first, CLAIM, { certifiedOn: judged });
  const { certified, acted, wrong, bound } = certify(second, threshold, CLAIM);
  return { ...claim, certified, threshold, acted, wrong, bound };
}

/** Evenly by coverage, with both ends. */
function thinned(points: readonly RiskPoint[]): RiskPoint[] {
  const step = Math.max(1, points.length / MOST_POINTS);
  const kept = new Set(Array.from({ length: Math.min(MOST_POINTS, points.length) }, (_, i) => Math.floor(i * step)));
  return points.flatMap(({ coverage, risk }, i) =>
    kept.has(i) || i === points.length - 1 ? [{ coverage, risk }] : [],
  );
}
