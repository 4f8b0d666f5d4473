import { clopperPearson } from '@tiebreak/statistics';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** What is certified: at most `risk` of the acted-on outcomes are wrong, at `confidence` over draws of the data. */
export interface RiskClaim {
  /** In (0, 1). */
  readonly risk: number;
  /** In (0, 1). */
  readonly confidence: number;
}

/** What acting on scores of at least `threshold` came to on data that had no part in choosing it. */
export interface RiskCertificate {
  readonly threshold: number;
  /** Outcomes acted on, and how many of them were wrong. */
  readonly acted: number;
  readonly wrong: number;
  /** Share of all outcomes acted on; NaN without outcomes. */
  readonly actRate: number;
  /** One-sided Clopper-Pearson bound on the share wrong among acted; 1 when nothing was acted on. */
  readonly bound: number;
  /** Whether the bound is at most the risk claimed. */
  readonly certified: boolean;
}

/**
 * Certifies a threshold on outcomes that had no part in choosing it: "of the outcomes acted on at most `risk` are wrong".
 * Over draws of these outcomes a false claim is certified with probability 1 - `confidence` at most, whatever the scores
 * are worth, as long as the traffic to come is exchangeable with them.
 * @param outcomes one an utterance; acted on when the score is at least the threshold
 * @throws RangeError when an outcome is not a probability with 0 or 1, or the claim is out of range
 * @see Clopper & Pearson, Biometrika 1934; Geifman & El-Yaniv, "Selective Classification for Deep Neural Networks",
 *   NeurIPS 2017; Angelopoulos et al., "Learn Then Test", 2021 (2110.01052)
 */
export function certify(outcomes: ScoredOutcomes, threshold: number, { risk, confidence }: RiskClaim): RiskCertificate {
  checkClaim({ risk, confidence });
  const count = countOutcomes(outcomes);
  let acted = 0;
  let wrong = 0;
  for (let i = 0; i < count; i++) {
    if (outcomes.scores[i]! < threshold) continue;
    acted += 1;
    wrong += 1 - outcomes.right[i]!;
  }
  const [, bound] = clopperPearson(wrong, acted, confidence, 'upper');
  return { threshold, acted, wrong, actRate: acted / count, bound, certified: bound <= risk };
}

/** @throws RangeError that names the part of the claim which is no share */
export function checkClaim(claim: RiskClaim): void {
  for (const name of ['risk', 'confidence'] as const) {
    if (!(claim[name] > 0 && claim[name] < 1))
      throw new RangeError(`${name}: expected a share in (0, 1), got ${claim[name]}`);
  }
}
