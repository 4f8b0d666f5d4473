import { logit, sigmoid } from '@tiebreak/interpretation';
import type { Random } from '@tiebreak/statistics';
import { type DomainPair, pairDomains, type TopHypothesis } from '../src/domain-pairs';

/** How often either domain's top hypothesis is right. */
export const RIGHT_RATES = { Music: 0.3, Books: 0.2 };

/**
 * Two calibrated domains with independent evidence, a normal variable with mean 1.2 where the domain is right and -1.2
 * where not, so that its log-likelihood ratio is 2.4 times it. Music's log-odds are then moved by `shift`.
 */
export function twoDomains(lines: number, shift: number, random: Random): DomainPair {
  const top = (rate: number, moved: number): TopHypothesis => {
    const right = random.uniform() < rate ? 1 : 0;
    const evidence = (right === 1 ? 1.2 : -1.2) + random.normal();
    return { score: sigmoid(logit(rate) + 2.4 * evidence + moved), right };
  };
  const drawn = Array.from({ length: lines }, () => ({
    Music: top(RIGHT_RATES.Music, shift),
    Books: top(RIGHT_RATES.Books, 0),
  }));
  return pairDomains(drawn, RIGHT_RATES)[0]!;
}
