import { logit } from '@tiebreak/interpretation';
import type { Random } from '@tiebreak/statistics';

/** At most one false warning in a hundred for a million decisions: e^-18.4 a run, and at most a million runs. */
export const WARNING_THRESHOLD = 18.4;

/** Log-odds are counted in cells of a quarter, from -16 to 16. */
const CELLS = 128;
const CELLS_PER_LOGIT = 4;

/** A run that has lost so many nats is given up. */
const GIVEN_UP = -1;

/** So many decisions after a warning without another one, it ends: they are the new normal. */
const NEW_NORMAL = 5_000;

/** What is bet on where a new score falls among the earlier ones, by rank p in (0, 1): each integrates to 1. */
const BETS: readonly ((p: number) => number)[] = [
  (p) => 1 + 1.2 * (p - 0.5),
  (p) => 1 - 1.2 * (p - 0.5),
  (p) => 1 + 4 * ((p - 0.5) ** 2 - 1 / 12),
  (p) => 1 - 4 * ((p - 0.5) ** 2 - 1 / 12),
  (p) => 0.5 + 0.25 / Math.sqrt(p),
  (p) => 0.5 + 0.25 / Math.sqrt(1 - p),
];

/**
 * Sequential test of whether a model's first scores still come from where they came from, without any outcome.
 *
 * Each score's rank among all earlier ones, ties broken by chance, is uniform and independent of the ranks before as long as
 * scores are exchangeable, whatever their distribution. Bets against that are a martingale; a run of bets begins anew where
 * it has lost a nat, and reaches the threshold h with probability e^-h at most. Other traffic does the same as wrong scores:
 * it is a reason to look, and no proof of anything. After a warning the test learns what is normal anew.
 * @see Vovk, Petej, Nouretdinov, Ahlberg, Carlsson & Gammerman, "Retrain or Not Retrain: Conformal Test Martingales for
 *   Change-Point Detection", COPA 2021
 */
export class ScoreDrift {
  private readonly counts = new Uint32Array(CELLS);
  private seen = 0;
  private readonly logs = new Float64Array(BETS.length);
  private runSince: number | undefined;
  private value = 0;
  private warnedSince: number | undefined;

  /** @param random breaks ties */
  constructor(
    private readonly random: Random,
    readonly threshold = WARNING_THRESHOLD,
  ) {}

  /** Evidence against unchanged scores in the present run, in nats. */
  get statistic(): number {
    return this.value;
  }

  /** When the run began that led to a warning, in the unit of `at`; undefined without one. */
  get since(): number | undefined {
    return this.warnedSince;
  }

  /** @param score of the first hypothesis, in [0, 1] @param at when it was given */
  observe(score: number, at: number): void {
    this.runSince ??= at;
    const rank = this.rankOf(cellOf(score));
    let largest = -Infinity;
    BETS.forEach((bet, b) => {
      this.logs[b]! += Math.log(bet(rank));
      largest = Math.max(largest, this.logs[b]!);
    });
    const mean = this.logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / BETS.length;
    this.value = largest + Math.log(mean);
    if (this.value >= this.threshold) {
      this.warnedSince = this.runSince;
      this.counts.fill(0);
      this.seen = 0;
      this.restart();
    } else if (this.value <= GIVEN_UP) this.restart();
    if (this.seen >= NEW_NORMAL) this.warnedSince = undefined;
  }

  /** In (0, 1); counts the score among the earlier ones. */
  private rankOf(cell: number): number {
    let below = 0;
    for (let c = 0; c < cell; c++) below += this.counts[c]!;
    const alike = ++this.counts[cell]!;
    this.seen++;
    // 1 - u is above 0, where some bets are without bound; below 1 they are for the same reason.
    return Math.min((below + (1 - this.random.uniform()) * alike) / this.seen, 1 - Number.EPSILON);
  }

  private restart(): void {
    this.logs.fill(0);
    this.value = 0;
    this.runSince = undefined;
  }
}

function cellOf(score: number): number {
  const cell = Math.floor(logit(score) * CELLS_PER_LOGIT) + CELLS / 2;
  return Math.min(Math.max(cell, 0), CELLS - 1);
}
