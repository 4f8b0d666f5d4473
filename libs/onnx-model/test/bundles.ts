import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineFeatures, slotCount, slotNames, upstreamLogits } from '@tiebreak/features';
import type { SearchPoint, TrainedReranker } from '@tiebreak/training';
import { bundleDigest, type BundleDetails } from '../src/index';

const vocabulary = { intents: ['Play', 'Rate'], slotNames: ['album', 'artist'], contextValues: { device: ['phone'] } };
const scores = { nll: 0.25, semer: 0.125 };
const chosen: SearchPoint = { kind: 'log-linear', settings: { lambda: 1, l2: 0.001 }, ...scores };

/** Its weights; the bundle's only part. */
export const model = { weights: Float64Array.of(0.5, 1.25, 0.75, -0.3, 0.2, 0.1), bias: -1.5 };

/** What training might have found for Music, small enough to read. */
export const trained: TrainedReranker = {
  domain: 'Music',
  kind: 'log-linear',
  objective: 'r3',
  seed: 7,
  gateLines: 'left-out',
  vocabulary,
  schema: defineFeatures([upstreamLogits, slotCount, slotNames], vocabulary),
  parts: [{ weight: 1, part: { kind: 'log-linear', model } }],
  calibrator: { kind: 'platt', slope: 0.9, intercept: 0.1 },
  fallback: { slope: 0.75, intercept: 0.5 },
  development: scores,
  chosen: [chosen],
  search: [chosen],
};

const file = (name: string) => ({ file: name, sha256: '0'.repeat(64), lines: 3 });
export const details: BundleDetails = {
  version: '1.2.3',
  data: { train: file('train.jsonl'), dev: file('dev.jsonl') },
};

/** Makes empty folders, and removes them with all they hold after the tests of the file. */
export function temporaryFolders(): () => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-'));
    folders.push(folder);
    return folder;
  };
}

type Json = Record<string, unknown>;

/** Changes a bundle's manifest; `anew` gives it the digest that then fits, so that only the change is wrong. */
export function changeManifest(
  folder: string,
  change: (manifest: Json) => Json,
  digest: 'kept' | 'anew' = 'anew',
): void {
  const path = join(folder, 'manifest.json');
  const manifest = change(JSON.parse(readFileSync(path, 'utf8')) as Json);
  const graph = readFileSync(join(folder, 'model.onnx'));
  const signed = digest === 'kept' ? manifest : { ...manifest, digest: bundleDigest(graph, manifest) };
  writeFileSync(path, JSON.stringify(signed));
}

/** Replaces a bundle's graph, and gives the manifest the digest that then fits. */
export function changeGraph(folder: string, graph: Uint8Array): void {
  writeFileSync(join(folder, 'model.onnx'), graph);
  changeManifest(folder, (manifest) => manifest);
}
