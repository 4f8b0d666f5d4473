import type { KeyObject } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Violation } from '@tiebreak/interpretation';
import type { RankingFeature } from '@tiebreak/learning-to-rank';
import { BundleError, graphViolations, loadViolation, readModelFiles, signatureViolation } from '@tiebreak/onnx-model';
import { seededRandom } from '@tiebreak/statistics';
import { OnnxRankingModel } from './onnx-ranking-model';
import { type RankerManifest, readRankerManifest } from './ranker-manifest';

/** A ranker's bundle that passed every check, ready to score. */
export interface RankerBundle {
  readonly folder: string;
  readonly manifest: RankerManifest;
  readonly model: OnnxRankingModel;
  /** The row that explanations start from. */
  readonly baseline: Float32Array;
}

export interface RankerExpectations {
  /** Refused when the bundle is of another domain; absent: any. */
  readonly domain?: string;
  /** Features that this build can fill, in all versions at hand; absent: whoever fills the rows knows. */
  readonly known?: readonly RankingFeature[];
  /** Refused without a signature by this key; absent: signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

const TRIAL_ROWS = 16;

/**
 * Reads, checks, loads and tries a ranker's bundle.
 * @throws BundleError with all that is wrong: missing or malformed files, another role or domain, a digest or a signature
 *   that does not fit, features unknown here, a graph that ONNX Runtime refuses or that does not do what a ranker must
 */
export async function readRankerBundle(folder: string, expected: RankerExpectations = {}): Promise<RankerBundle> {
  const { manifest, graph } = await readModelFiles(folder, 'ranker', readRankerManifest);
  const unsigned = expected.publicKey && signatureViolation(manifest, expected.publicKey);
  if (unsigned !== undefined) throw new BundleError(folder, [unsigned]);
  // Each step keeps the process busy for some milliseconds, and others may be waiting for answers.
  await breathe();
  const violations = [...contentViolations(manifest, expected), ...graphViolations(graph)];
  if (violations.length > 0) throw new BundleError(folder, violations);
  await breathe();
  const names = manifest.features.map(({ name }) => name);
  let model: OnnxRankingModel | undefined;
  try {
    model = await OnnxRankingModel.load(graph, `${manifest.name}@${manifest.version}`, names);
    await breathe();
    violations.push(...(await trialViolations(model)));
    if (violations.length === 0)
      return { folder, manifest, model, baseline: Float32Array.from(manifest.baseline, (value) => value ?? NaN) };
  } catch (error) {
    violations.push(loadViolation(error as Error, 'a ranker graph'));
  }
  await model?.release();
  throw new BundleError(folder, violations);
}

function contentViolations(
  { domain, features }: RankerManifest,
  { domain: wanted, known }: RankerExpectations,
): Violation[] {
  const violations: Violation[] = [];
  if (wanted !== undefined && domain !== wanted) violations.push({ field: 'domain', expected: wanted, actual: domain });
  const stranger =
    known && features.find((one) => !known.some(({ name, version }) => name === one.name && version === one.version));
  if (stranger !== undefined)
    violations.push({
      field: 'features',
      expected: `one of ${known!.map(written).join(', ')}`,
      actual: `${written(stranger)}; retrain, or deploy the build that knows it`,
    });
  return violations;
}

const written = ({ name, version }: RankingFeature): string => `${name} version ${version}`;

/**
 * Tries a graph on a row of which everything is missing, on one of zeros and on made-up ones: scores have to be finite, and
 * a row's not to change with the rows beside it.
 */
async function trialViolations(model: OnnxRankingModel): Promise<Violation[]> {
  const width = model.featureNames.length;
  const random = seededRandom(1);
  const rows = Float32Array.from({ length: TRIAL_ROWS * width }, (_, i) => {
    if (i < width) return NaN;
    if (i < 2 * width || random.uniform() < 0.3) return 0;
    return random.uniform() < 0.2 ? NaN : 10 * random.normal();
  });
  const among = await model.score(rows, TRIAL_ROWS);
  const infinite = among.findIndex((value) => !Number.isFinite(value));
  if (infinite >= 0)
    return [
      {
        field: 'model.onnx score',
        expected: 'finite numbers, for missing features (NaN) too',
        actual: `${String(among[infinite])}${infinite === 0 ? ' where every feature is missing' : ''}`,
      },
    ];
  const [alone] = await model.score(rows.subarray(0, width), 1);
  return Math.abs(alone! - among[0]!) <= 1e-4 * Math.max(1, Math.abs(alone!))
    ? []
    : [
        {
          field: 'model.onnx score',
          expected: `${alone!} for the row without features, as when it comes alone`,
          actual: `${among[0]!} among others; a row must not change another's score`,
        },
      ];
}
