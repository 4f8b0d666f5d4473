import { logit, type RankedHypothesis } from '@tiebreak/interpretation';

/** How a shadow's answers differed from the ones that were given. */
export interface ShadowRecord {
  /** Requests that both scored. */
  readonly compared: number;
  /** Those of them whose first hypothesis was another one. */
  readonly winnersDiffer: number;
  /** Mean over requests of the mean distance of a hypothesis's two scores, in log-odds; 0 before the first. */
  readonly meanDistance: number;
  /** Requests that the shadow could not score. */
  readonly failed: number;
  /** Requests that it was spared because too many waited for it. */
  readonly skipped: number;
}

/** Keeps count of a shadow's differences, in a few numbers whatever the traffic. */
export class ShadowTally {
  private counts = { compared: 0, winnersDiffer: 0, failed: 0, skipped: 0 };
  private distances = 0;

  /** @param given the answer, best first @param shadow the same hypotheses as the shadow ranks them, best first */
  compare(given: readonly RankedHypothesis[], shadow: readonly RankedHypothesis[]): void {
    const scoreOf = new Map(shadow.map(({ hypothesis, score }) => [hypothesis.id, score]));
    const distance = given.reduce(
      (sum, { hypothesis, score }) => sum + Math.abs(logit(score) - logit(scoreOf.get(hypothesis.id)!)),
      0,
    );
    this.counts.compared++;
    this.distances += distance / given.length;
    if (given[0]!.hypothesis.id !== shadow[0]!.hypothesis.id) this.counts.winnersDiffer++;
  }

  fail(): void {
    this.counts.failed++;
  }

  skip(): void {
    this.counts.skipped++;
  }

  record(): ShadowRecord {
    const { compared } = this.counts;
    return { ...this.counts, meanDistance: compared === 0 ? 0 : this.distances / compared };
  }
}
