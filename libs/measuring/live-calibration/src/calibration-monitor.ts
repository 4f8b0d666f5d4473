import type { JointMap } from '@tiebreak/aggregation';
import type { TopHypothesis } from '@tiebreak/calibration';
import type { JoinedOutcome } from './decision-log';
import { evidenceOf, topOutcome } from './domain-evidence';
import { ModelRecord, WINDOW } from './model-record';

/** Models of one domain that are remembered: those that answered last. */
const MODELS_OF_DOMAIN = 4;

/**
 * What outcomes told of every model, as a fold over the log: whoever takes the same outcomes in the same order knows the same.
 * A model is one bundle of a domain; a new one begins with a record of its own.
 */
export class CalibrationMonitor {
  private readonly domains = new Map<string, ModelRecord[]>();
  private readonly lines: Readonly<Record<string, TopHypothesis>>[] = [];

  /** @param map from scores to joint probabilities */
  constructor(private readonly map: JointMap) {}

  /** By domain, and in each the one that was reported on last first. */
  get models(): readonly ModelRecord[] {
    return [...this.domains].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, records]) => records);
  }

  /** The record of a model; undefined when nothing was reported on it. */
  recordOf(domain: string, digest: string): ModelRecord | undefined {
    return this.domains.get(domain)?.find(({ model }) => model.digest === digest);
  }

  /** Utterances in the window on which the first hypotheses of two domains or more are known to be right or wrong. */
  get comparisons(): readonly Readonly<Record<string, TopHypothesis>>[] {
    return this.lines;
  }

  take({ decision, report }: JoinedOutcome): void {
    const line: Record<string, TopHypothesis> = {};
    for (const evidence of evidenceOf(decision, report)) {
      this.latestOf(decision.models[evidence.domain]!).take(evidence, decision.decidedAt);
      const right = topOutcome(evidence);
      if (right !== undefined) line[evidence.domain] = { score: evidence.topScore, right };
    }
    if (Object.keys(line).length > 1 && this.lines.push(line) > WINDOW) this.lines.shift();
  }

  /** Puts the model's record first among its domain's. */
  private latestOf(model: ModelRecord['model']): ModelRecord {
    const records = this.domains.get(model.domain) ?? [];
    const { domain, version, digest } = model;
    const own = this.recordOf(domain, digest) ?? new ModelRecord({ domain, version, digest }, this.map);
    this.domains.set(domain, [own, ...records.filter((record) => record !== own)].slice(0, MODELS_OF_DOMAIN));
    return own;
  }
}
