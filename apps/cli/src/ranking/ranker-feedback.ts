import { trainingRows, DEFAULT_PROJECTIONS } from '@tiebreak/feedback';
import {
  type ClickLog,
  clickLogOfRows,
  EVEN,
  harvestInterventions,
  harvestWithTrust,
  type JudgedQueries,
  type Propensities,
  splitForGate,
  swappedNeighbours,
  type WeighedClicks,
  weighClicks,
} from '@tiebreak/learning-to-rank';
import type { RankingFeatures } from '@tiebreak/search-pipeline';
import { withFeedback } from '../feedback-log';
import type { Examination } from './examinations';
import { Refusal } from '../refusal';
import { refusingRange } from './train-on-files';

/** How examination may be estimated, by name. */
const ESTIMATES = {
  harvested: harvestInterventions,
  trust: harvestWithTrust,
  swapped: swappedNeighbours,
  even: () => EVEN,
} satisfies Record<Examination, (log: ClickLog) => Propensities>;

/** Searches with an action that there have to be: fewer teach noise, and let almost every ranker pass. */
const LEAST = { learned: 100, gate: 20 } as const;

/** What users did with results, in two parts without a query in common. */
export interface RankerFeedback {
  readonly learned: WeighedClicks;
  /** What neither ranker learned from. */
  readonly gate: JudgedQueries;
  readonly propensities: Propensities;
  readonly counts: {
    /** Searches whose rows are read; among them, those in which a coin decided on two neighbours. */
    readonly searches: number;
    readonly swaps: number;
    /** Searches left out, as their rows have other columns. */
    readonly otherSchema: number;
  };
}

/**
 * Reads the feedback on one catalogue's searches.
 * @throws Refusal saying how much there is, and how much is needed
 */
export async function readRankerFeedback(
  place: string,
  domain: string,
  features: RankingFeatures,
  examination: Examination,
): Promise<RankerFeedback> {
  const wanted = { domain, featureSchema: features.fingerprint, columns: features.names.length };
  const { log, otherSchema } = await withFeedback(place, (stores) =>
    clickLogOfRows(trainingRows(stores.log, DEFAULT_PROJECTIONS.rules), wanted),
  );
  const acted = log.filter(({ results }) => results.some(({ action }) => action !== 'none'));
  const parts = splitForGate(acted.map(({ query }) => query));
  if (parts.learned.length < LEAST.learned || parts.gate.length < LEAST.gate)
    throw new Refusal(
      `feedback on ${domain}: expected at least ${LEAST.learned} searches with an action to learn from and ${LEAST.gate} of other queries to judge on, got ${parts.learned.length} and ${parts.gate.length}, in ${log.length} searches${otherSchema === 0 ? '' : ` and ${otherSchema} logged with other features, which are not read`}; wait for more`,
    );
  const propensities = refusingRange(`feedback on ${domain}, --examination ${examination}`, () =>
    ESTIMATES[examination](log),
  );
  const [learned, gate] = [parts.learned, parts.gate].map((places) =>
    weighClicks(
      places.map((i) => acted[i]!),
      propensities,
    ),
  );
  return {
    learned: learned!,
    gate: gate!.queries,
    propensities,
    counts: { searches: log.length, swaps: log.filter(({ swap }) => swap !== undefined).length, otherSchema },
  };
}
