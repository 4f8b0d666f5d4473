import { mean } from '@tiebreak/statistics';
import { softplus } from '@tiebreak/interpretation';
import { generatedRows } from '../test/generated-rows';
import fixture from '../test/xgboost.json';
import { binFeatures, type BoostingOptions, logisticObjective, scoreTrees, trainBoostedTrees } from './index';

const train = generatedRows(fixture.rows, 1);
const heldOut = generatedRows(fixture.rows, 2);
const binned = binFeatures(train);

function heldOutLogLoss(options: BoostingOptions): number {
  const model = trainBoostedTrees(binned, logisticObjective(train.right), options);
  const scores = scoreTrees(model, heldOut.features);
  return mean(scores.map((s, row) => (heldOut.right[row] === 1 ? softplus(-s) : softplus(s))));
}

describe(`beside XGBoost ${fixture.origin.xgboost}`, () => {
  it('generates the rows that it learned from', () => {
    const sum = (values: Float32Array | Uint8Array) => Float64Array.from(values).reduce((a, b) => a + b, 0);
    expect([train, heldOut].map(({ right }) => sum(right))).toEqual(fixture.rights);
    expect([train, heldOut].map(({ features }) => sum(features))).toEqual(fixture.featureSums);
  });

  it.each(fixture.runs)('loses within 2% of what it loses on held-out rows: $options', (run) => {
    const seeds = Array.from({ length: run.seeds }, (_, seed) => seed);
    const loss = mean(seeds.map((seed) => heldOutLogLoss({ ...run.options, seed })));
    expect(Math.abs(loss / run.heldOutLogLoss - 1)).toBeLessThan(0.02);
    // The rows can be learned from: two per cent are little of what there is to gain.
    expect(run.heldOutLogLoss).toBeLessThan(0.85 * fixture.constantLogLoss);
  });
});
