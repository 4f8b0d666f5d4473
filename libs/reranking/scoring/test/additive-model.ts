import { defineFeatures, type FeatureExtractor } from '@tiebreak/features';
import { sigmoid } from '@tiebreak/interpretation';
import type { ScoringModel } from '../src/index';

/** A scoring model in plain arithmetic: log-odds are a weighted sum of the features, and calibration halves them. */
export function additiveModel(
  extractors: readonly FeatureExtractor[],
  weightOf: (column: number) => number,
  bias: number,
): ScoringModel {
  const schema = defineFeatures(extractors, { intents: ['Play', 'Rate'], slotNames: ['artist'], contextValues: {} });
  const width = schema.columns.length;
  const logOdds = (rows: Float32Array): number[] =>
    Array.from({ length: rows.length / width }, (_, row) =>
      rows.subarray(row * width, (row + 1) * width).reduce((sum, x, column) => sum + x * weightOf(column), bias),
    );
  return {
    version: { domain: 'Music', version: '1.2.3', digest: 'sha256:0', featureFingerprint: schema.fingerprint },
    schema,
    score: (rows) => Promise.resolve(logOdds(rows).map((x) => sigmoid(x / 2))),
    logOdds: (rows) => Promise.resolve(logOdds(rows)),
  };
}
