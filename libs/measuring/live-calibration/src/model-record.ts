import type { JointMap } from '@tiebreak/aggregation';
import type { ModelVersion } from '@tiebreak/scoring';
import { ChangeDetector } from './change-detector';
import { type DomainEvidence, topOutcome } from './domain-evidence';
import { reportLikelihoods } from './miscalibrations';
import { fitRecalibration, IDENTITY, type Recalibration } from './recalibration';

/** Latest reports that curves and fits are made of. */
export const WINDOW = 2_000;
/** Recalibration is fitted anew after so many reports. */
const REFIT_EVERY = 100;

/** What one report told of a model's hypotheses. */
interface Reported {
  readonly at: number;
  readonly evidence: DomainEvidence;
}

/** What outcomes told of one model so far. */
export class ModelRecord {
  readonly detector = new ChangeDetector();
  private readonly latest: Reported[] = [];
  private count = 0;
  private fitted = IDENTITY;

  constructor(
    readonly model: Pick<ModelVersion, 'domain' | 'version' | 'digest'>,
    private readonly map: JointMap,
  ) {}

  /** Reports that said something of it. */
  get outcomes(): number {
    return this.count;
  }

  /**
   * What the outcomes since the change ask for, once there is an alarm; the identity before, so that scores stay as they are
   * as long as nothing speaks against them. Fitted to first hypotheses, as a bundle's calibrator is: of the others one learns
   * mostly where the first was right, which is no fair sample of them.
   */
  get recalibration(): Recalibration {
    return this.fitted;
  }

  /** Scores of first hypotheses in the window, in [0, 1], with 1 where they were right and 0 where they were not. */
  topOutcomes(): { readonly scores: number[]; readonly right: (0 | 1)[] } {
    const told = this.latest.flatMap(({ evidence }) => {
      const right = topOutcome(evidence);
      return right === undefined ? [] : [{ score: evidence.topScore, right }];
    });
    return { scores: told.map(({ score }) => score), right: told.map(({ right }) => right) };
  }

  /** @param at when the decision was made, in milliseconds */
  take(evidence: DomainEvidence, at: number): void {
    this.count++;
    if (this.latest.push({ at, evidence }) > WINDOW) this.latest.shift();
    const before = this.detector.alarm;
    this.detector.observe(reportLikelihoods(evidence, this.map), at);
    if (this.detector.alarm !== before || this.count % REFIT_EVERY === 0) this.refit();
  }

  private refit(): void {
    const { alarm } = this.detector;
    if (alarm === undefined) {
      this.fitted = IDENTITY;
      return;
    }
    const told = this.latest.flatMap(({ at, evidence }) => {
      const right = topOutcome(evidence);
      return right === undefined || at < alarm.since ? [] : [{ x: evidence.logOdds[0]!, right }];
    });
    this.fitted = fitRecalibration(
      told.map(({ x }) => x),
      told.map(({ right }) => right),
    );
  }
}
