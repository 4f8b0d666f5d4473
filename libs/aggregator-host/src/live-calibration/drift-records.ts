import type { Resolution } from '@tiebreak/aggregation';
import { ScoreDrift } from '@tiebreak/live-calibration';
import type { ModelVersion } from '@tiebreak/scoring';
import { seededRandom } from '@tiebreak/statistics';

/** Models of one domain that are remembered: those that answered last. */
const MODELS_OF_DOMAIN = 4;

export interface DriftRecord {
  readonly model: Pick<ModelVersion, 'domain' | 'version' | 'digest'>;
  readonly drift: ScoreDrift;
}

/** The distribution of each model's first scores, as this process answers; outcomes play no part in it. */
export class DriftRecords {
  private readonly domains = new Map<string, DriftRecord[]>();

  /** By domain, and in each the model that answered last first. */
  get models(): readonly DriftRecord[] {
    return [...this.domains].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, records]) => records);
  }

  /** @param at milliseconds since 1970 */
  take({ ranked, outcomes }: Resolution, at: number): void {
    for (const { domain, model } of outcomes) {
      const top = ranked.find(({ hypothesis }) => hypothesis.domain === domain);
      if (model !== undefined && top !== undefined) this.latestOf(model).drift.observe(top.bundleScore, at);
    }
  }

  private latestOf({ domain, version, digest }: ModelVersion): DriftRecord {
    const records = this.domains.get(domain) ?? [];
    if (records[0]?.model.digest === digest) return records[0];
    const known = records.find(({ model }) => model.digest === digest);
    // Ties are broken alike in every run: what is warned of depends on the scores alone.
    const own = known ?? { model: { domain, version, digest }, drift: new ScoreDrift(seededRandom(1)) };
    this.domains.set(domain, [own, ...records.filter((record) => record !== own)].slice(0, MODELS_OF_DOMAIN));
    return own;
  }
}
