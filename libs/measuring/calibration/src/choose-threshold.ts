import { logit, sigmoid } from '@tiebreak/interpretation';
import { clopperPearson, normalCdf } from '@tiebreak/statistics';
import { fitPlatt } from './platt';
import { checkClaim, type RiskClaim } from './risk-certificate';
import { countOutcomes, type ScoredOutcomes, sortOutcomes } from './scored-outcomes';

/**
 * Chooses, on split A, a threshold to be certified on an untouched split B: the one with the greatest act rate times
 * the squared chance that the certificate holds on B. The square makes a lost certificate dearer than a lost act.
 *
 * The chance is that B has no more wrongs than its bound allows, where the share wrong above a threshold is taken to be
 * the mean of what A shows there (with half an outcome of each kind added) and what a Platt curve over all of A
 * says: the one is true to the data, the other steady where few are acted on. To ask only that A's own bound
 * holds would not do: of the many thresholds the luckiest would be taken, and B certify it less than half of the time.
 * The chance comes out too high for the same reason, if less so.
 *
 * A needs no correction for the thresholds tried, since nothing is claimed from it. The claim rests on B alone, for one
 * threshold that is fixed before B is looked at; trying a second one there voids it.
 * @param options `certifiedOn`: how many outcomes B has, as many as A when left out
 * @returns a score of A, the highest when no threshold has a chance
 * @throws RangeError without outcomes, or when an outcome is not a probability with 0 or 1, or the claim is out of range
 */
export function chooseThreshold(
  outcomes: ScoredOutcomes,
  claim: RiskClaim,
  { certifiedOn }: { readonly certifiedOn?: number } = {},
): number {
  checkClaim(claim);
  const count = countOutcomes(outcomes);
  if (count === 0) throw new RangeError('expected outcomes to choose a threshold on, got none');
  const { scores, right } = sortOutcomes(outcomes);
  const fitted = fittedWrongs(scores, right);
  const scale = (certifiedOn ?? count) / count;
  const allowed = new AllowedWrongs(claim);
  let chosen = scores[count - 1]!;
  let greatest = 0;
  let wrong = 0;
  let wrongFitted = 0;
  for (let i = count - 1; i >= 0; i--) {
    wrong += 1 - right[i]!;
    wrongFitted += fitted[i]!;
    if (i > 0 && scores[i - 1] === scores[i]) continue;
    const acted = count - i;
    const share = ((wrong + 0.5) / (acted + 1) + wrongFitted / acted) / 2;
    const value = acted * chanceOfAtMost(allowed.of(Math.round(acted * scale)), acted, acted * scale, share) ** 2;
    if (value <= greatest) continue;
    greatest = value;
    chosen = scores[i]!;
  }
  return chosen;
}

/** Chance of each outcome to be wrong by a curve fitted to all; the outcomes themselves when they are of one class. */
function fittedWrongs(scores: Float64Array, right: Uint8Array): Float64Array {
  if (right.every((outcome) => outcome === right[0])) return Float64Array.from(right, (outcome) => 1 - outcome);
  const logOdds = scores.map((score) => logit(score));
  const { slope, intercept } = fitPlatt(logOdds, right);
  return logOdds.map((x) => sigmoid(-slope * x - intercept));
}

/** By the normal approximation; half of A's uncertainty about the share is counted, as the curve takes some away. */
function chanceOfAtMost(allowed: number, seen: number, acted: number, share: number): number {
  if (allowed < 0) return 0;
  const variance = acted * share * (1 - share) * (1 + acted / (2 * seen));
  return normalCdf((allowed + 0.5 - acted * share) / Math.sqrt(variance));
}

/** How many wrongs the bound allows among so many acted on, -1 when not even none; asked for rising numbers. */
class AllowedWrongs {
  private most = -1;
  private enough = 0;

  constructor(private readonly claim: RiskClaim) {}

  of(acted: number): number {
    while (acted >= this.enough && this.most + 1 <= acted) {
      const [, bound] = clopperPearson(this.most + 1, acted, this.claim.confidence, 'upper');
      // The bound falls no faster than the number acted on rises: with fewer than this it is still above the risk.
      if (bound > this.claim.risk) this.enough = Math.max((acted * bound) / this.claim.risk, acted + 1);
      else this.most++;
    }
    return this.most;
  }
}
