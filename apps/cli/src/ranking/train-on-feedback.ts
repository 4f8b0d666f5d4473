import {
  defineRankingFeatures,
  judgeRanker,
  medianRow,
  modelOf,
  type Ranker,
  type RankerVerdict,
  type RankingModel,
} from '@tiebreak/learning-to-rank';
import { BundleError } from '@tiebreak/onnx-model';
import { readRankerBundle, writeRankerBundle } from '@tiebreak/ranker-model';
import { STRATEGIES } from '@tiebreak/search-engine';
import { priorRanker, rankingFeatures } from '@tiebreak/search-pipeline';
import { printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal, refusing } from '../refusal';
import { learnRanker } from './learn-ranker';
import type { Examination } from './examinations';
import { type RankerFeedback, readRankerFeedback } from './ranker-feedback';
import { refusingRange } from './train-on-files';

/** `train-ranker --feedback`. */
export interface FeedbackFlags {
  readonly feedback: string;
  readonly domain: string;
  readonly incumbent?: string;
  readonly examination: Examination;
  readonly kind: Ranker['kind'];
  readonly out?: string;
  readonly name: string;
  /** When absent, the incumbent's with the next minor number. */
  readonly bundleVersion?: string;
  readonly seed: number;
  readonly json: boolean;
}

/** The ranker that serves. */
interface Incumbent {
  readonly model: RankingModel;
  /** Of its bundle; undefined for the ranker before any feedback. */
  readonly bundleVersion?: string;
}

const FEATURES = rankingFeatures(STRATEGIES);

/** Trains a ranker on a log of feedback, and keeps it when the gate lets it pass. @throws Refusal when it does not */
export async function trainOnFeedback(flags: FeedbackFlags): Promise<void> {
  const { feedback, domain, kind, seed, out, json, examination } = flags;
  const incumbent = await openIncumbent(flags);
  const read = await readRankerFeedback(feedback, domain, FEATURES, examination);
  const progress = new Progress('training');
  const learned = refusingRange(`feedback on ${domain}`, () =>
    learnRanker(kind, read.learned.queries, seed, progress.show),
  );
  progress.end();
  const version = flags.bundleVersion ?? nextMinor(incumbent.bundleVersion);
  const candidate = modelOf(learned.ranker, FEATURES.names, `${flags.name}@${version}`);
  const gate = { queries: read.gate, featureNames: FEATURES.names };
  const verdict = await judgeRanker(incumbent.model, candidate, gate, seed);
  const training = { settings: learned.settings, tried: learned.tried, ...figuresOf(read, examination) };
  if (!json) sayResult(read, learned.settings, incumbent.model.version, candidate.version, verdict);
  if (!verdict.passed)
    throw new Refusal(`${candidate.version} for ${incumbent.model.version}: ${verdict.reasons.join('; ')}`);
  if (out !== undefined) {
    const schema = defineRankingFeatures(FEATURES.names.map((name) => ({ name, version: 1 })));
    const baseline = medianRow(read.learned.queries.features, FEATURES.names.length);
    await writeRankerBundle(
      out,
      { ranker: learned.ranker, schema, baseline, seed, training },
      { domain, name: flags.name, version, gate: { against: incumbent.model.version, ...verdict } },
    ).catch(refusing(out, 'a folder that can be written'));
  }
  if (json) printJson({ version: candidate.version, verdict, ...training, ...(out === undefined ? {} : { out }) });
  else if (out !== undefined) say(`bundle in ${out}`);
}

async function openIncumbent({ incumbent, domain }: FeedbackFlags): Promise<Incumbent> {
  if (incumbent === undefined) return { model: beforeFeedback() };
  try {
    const { model, manifest } = await readRankerBundle(incumbent, { domain });
    return { model, bundleVersion: manifest.version };
  } catch (error) {
    if (error instanceof BundleError) throw new Refusal(error.message);
    throw error;
  }
}

/** What a search ranks by that has no bundle. */
function beforeFeedback(): RankingModel {
  const prior = priorRanker(FEATURES.names);
  return {
    version: prior.version,
    featureNames: FEATURES.names,
    score: (rows, count) =>
      prior.score({
        rows: Float32Array.from(rows),
        candidates: Array.from({ length: count }, (_, i) => ({ id: String(i), sources: [] })),
      }),
  };
}

/** Answers name the version, so that a retrained ranker must not have that of another. */
function nextMinor(version = '0.0.0'): string {
  const [major, minor] = version.split('.');
  return `${major!}.${Number(minor) + 1}.0`;
}

function figuresOf({ learned, propensities, counts }: RankerFeedback, examination: Examination): object {
  const { actions, effectiveSampleSize, clipped } = learned;
  const { examination: places, relevantShare } = propensities;
  return {
    ...counts,
    ...{ actions, effectiveSampleSize, clipped },
    propensities: { by: examination, examination: [...places], relevantShare },
  };
}

function sayResult(
  { learned, propensities, counts }: RankerFeedback,
  settings: Readonly<Record<string, number>>,
  before: string,
  after: string,
  { passed, reasons }: RankerVerdict,
): void {
  const { searches, swaps, otherSchema } = counts;
  say(`${searches} searches, ${swaps} with a coin on two neighbours; ${learned.actions} actions to learn from`);
  if (otherSchema > 0) say(`${otherSchema} searches left out: logged with other features than this build has`);
  const places = Array.from(propensities.examination, (p) => p.toFixed(2)).join(' ');
  say(`looked at, by place, relative to the first: ${places}`);
  say(
    `actions of equal weight would be ${learned.effectiveSampleSize.toFixed(0)}; ${(100 * learned.clipped).toFixed(1)}% of weights cut`,
  );
  const chosen = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  say(`chosen by cross-validation: ${chosen.join(', ')}`);
  if (passed) say(`${after} may replace ${before}: ${reasons.join('; ')}`);
}
