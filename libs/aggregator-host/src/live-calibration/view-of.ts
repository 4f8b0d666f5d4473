import {
  calibrationSlope,
  pairDomains,
  pairwiseDomainTests,
  priorShift,
  reliabilityCurve,
  type TopHypothesis,
} from '@tiebreak/calibration';
import {
  ALARM_THRESHOLD,
  type CalibrationMonitor,
  IDENTITY,
  type ModelRecord,
  WARNING_THRESHOLD,
  WINDOW,
} from '@tiebreak/live-calibration';
import { clopperPearson, seededRandom } from '@tiebreak/statistics';
import type { CalibrationGauges } from '@tiebreak/telemetry';
import type { CalibrationView, DomainPairView, ModelCalibrationView, ReliabilityBinView } from './calibration-view';
import type { DriftRecord } from './drift-records';

/** Bins of the curve: outcomes are fewer than in an evaluation. */
const BINS = 10;
/** Utterances that a pairwise test needs. */
const LEAST_COMPARED = 30;
/** Redrawn labels of a pairwise test; somebody waits for the answer. */
const DRAWS = 199;

export interface CalibrationSources {
  readonly logging: boolean;
  readonly droppedDecisions: number;
  /** Undefined without a log. */
  readonly monitor: CalibrationMonitor | undefined;
  readonly drifts: readonly DriftRecord[];
  /** Domains that recalibration is switched on for. */
  readonly recalibrated: readonly string[];
}

interface Watched {
  readonly model: ModelRecord['model'];
  readonly record: ModelRecord | undefined;
  readonly drift: DriftRecord['drift'] | undefined;
}

/** What is known of calibration, for people and for a scrape. */
export function viewOf(sources: CalibrationSources) {
  const models = watchedModels(sources);
  return {
    view: (): CalibrationView => ({
      ...{ logging: sources.logging, droppedDecisions: sources.droppedDecisions, window: WINDOW },
      models: models.map((model) => modelView(model, sources.recalibrated)),
      pairs: pairViews(sources.monitor?.comparisons ?? []),
    }),
    get gauges(): CalibrationGauges[] {
      return models.map(({ model: { domain, version }, record, drift }) => ({
        ...{ domain, version, statistic: record?.detector.statistic ?? 0 },
        alarm: record?.detector.alarm !== undefined,
        drift: drift?.since !== undefined,
        ...recalibrationOf(record, sources.recalibrated.includes(domain)),
      }));
    },
  };
}

/** Every model that answered or was reported on: by domain, and the one that answered last first. */
function watchedModels({ monitor, drifts }: CalibrationSources): Watched[] {
  const answered = drifts.map(({ model, drift }) => ({
    ...{ model, drift },
    record: monitor?.recordOf(model.domain, model.digest),
  }));
  const known = new Set(drifts.map(({ model }) => model.digest));
  const reported = (monitor?.models ?? []).filter(({ model }) => !known.has(model.digest));
  const others = reported.map((record) => ({ model: record.model, record, drift: undefined }));
  return [...answered, ...others].sort((a, b) =>
    a.model.domain < b.model.domain ? -1 : Number(a.model.domain > b.model.domain),
  );
}

function modelView({ model, record, drift }: Watched, recalibrated: readonly string[]): ModelCalibrationView {
  const outcomes = record?.topOutcomes() ?? { scores: [], right: [] };
  const line = calibrationSlope(outcomes);
  const { expected, observed, offset, pValue } = priorShift(outcomes);
  const alarm = record?.detector.alarm;
  const on = recalibrated.includes(model.domain);
  return {
    ...{ domain: model.domain, modelVersion: model.version, digest: model.digest },
    outcomes: record?.outcomes ?? 0,
    topOutcomes: outcomes.scores.length,
    reliability: reliabilityCurve(outcomes, BINS).map((bin): ReliabilityBinView => ({
      ...bin,
      interval: intervalOf(bin),
    })),
    slope: finite(line.slope),
    intercept: finite(line.intercept),
    detector: {
      statistic: record?.detector.statistic ?? 0,
      ...{ threshold: ALARM_THRESHOLD, alarm: alarm !== undefined, since: timeOf(alarm?.since) },
    },
    priorShift: { expected, observed, offset: finite(offset), pValue: finite(pValue) },
    warning: {
      statistic: drift?.statistic ?? 0,
      ...{ threshold: WARNING_THRESHOLD, active: drift?.since !== undefined, since: timeOf(drift?.since) },
    },
    recalibration: { on, ...recalibrationOf(record, on) },
  };
}

const recalibrationOf = (record: ModelRecord | undefined, on: boolean) =>
  on ? (record?.recalibration ?? IDENTITY) : IDENTITY;

function intervalOf({ count, rightShare }: { readonly count: number; readonly rightShare: number }) {
  return clopperPearson(Math.round(count * rightShare), count, 0.95, 'both');
}

/**
 * Pairs with enough utterances. How often a domain's first hypothesis is to be right is taken from the mean of its scores: the
 * bundle's own word, which a shift of the prior does not move as the outcomes would.
 */
function pairViews(comparisons: readonly Readonly<Record<string, TopHypothesis>>[]): DomainPairView[] {
  const domains = [...new Set(comparisons.flatMap((line) => Object.keys(line)))].sort();
  const rates = Object.fromEntries(
    domains
      .map((domain) => {
        const scores = comparisons.flatMap((line) => (line[domain] === undefined ? [] : [line[domain].score]));
        return [domain, scores.reduce((sum, score) => sum + score, 0) / scores.length] as const;
      })
      .filter(([, rate]) => rate > 0 && rate < 1),
  );
  const pairs = pairDomains(comparisons, rates).filter(({ firstRight }) => firstRight.length >= LEAST_COMPARED);
  return pairwiseDomainTests(pairs, { random: seededRandom(1), draws: DRAWS }).map((test) => ({
    ...{ domains: test.domains, utterances: test.lines, offset: finite(test.offset), slope: finite(test.slope) },
    ...{ pValue: finite(test.pValue), adjustedP: finite(test.adjustedP) },
    detectableOffset: finite(test.detectableOffset),
  }));
}

/** JSON has neither NaN nor infinities. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const timeOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
