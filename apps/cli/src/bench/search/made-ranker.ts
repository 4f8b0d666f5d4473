import { join } from 'node:path';
import { defineRankingFeatures, medianRow, trainLambdaMart } from '@tiebreak/learning-to-rank';
import { type RankerBundle, readRankerBundle, writeRankerBundle } from '@tiebreak/ranker-model';
import { seededRandom } from '@tiebreak/statistics';
import { MADE_DOMAIN } from './made-catalogue';

/** As large as a ranker of a catalogue is, learned from made-up grades: what it says is nothing, what it takes is real. */
const [QUERIES, CANDIDATES, TREES] = [60, 30, 100];
const SETTINGS = { leaves: 16, learningRate: 0.1, leastHessian: 0, trees: TREES };

/** Trains, writes and reads a ranker of those features. */
export async function madeRanker(folder: string, names: readonly string[], seed: number): Promise<RankerBundle> {
  const random = seededRandom(seed);
  const rows = QUERIES * CANDIDATES;
  const features = Float32Array.from({ length: rows * names.length }, () =>
    random.uniform() < 0.3 ? Number.NaN : random.uniform(),
  );
  const queries = {
    features,
    columns: names.length,
    grades: Float64Array.from({ length: rows }, () => random.integer(5)),
    offsets: Int32Array.from({ length: QUERIES + 1 }, (_, query) => query * CANDIDATES),
  };
  const trained = {
    ranker: { kind: 'lambdamart', model: trainLambdaMart(queries, SETTINGS, seed) } as const,
    schema: defineRankingFeatures(names.map((name) => ({ name, version: 1 }))),
    baseline: medianRow(features, names.length),
    seed,
    training: {},
  };
  await writeRankerBundle(join(folder, 'ranker'), trained, { domain: MADE_DOMAIN, name: 'made', version: '1.0.0' });
  return readRankerBundle(join(folder, 'ranker'));
}
