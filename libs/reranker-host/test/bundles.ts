import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineFeatures, standardFeatures } from '@tiebreak/features';
import { type Manifest, writeBundle } from '@tiebreak/onnx-model';
import { defineDomain } from '@tiebreak/scoring';

/** A domain that nothing ships. */
export const timers = defineDomain({ name: 'Timers', features: standardFeatures(['device']) });

const file = (name: string) => ({ file: name, sha256: '0'.repeat(64), lines: 3 });
const vocabulary = { intents: ['Set'], slotNames: [], contextValues: { device: ['phone'] } };

/** A folder for bundles, removed after the tests of the file. */
export function temporaryRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'tiebreak-models-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}

/** Writes a bundle whose log-odds are `bias` plus the logit of the upstream domain score, whatever else is in the request. */
export async function writeTimers(
  folder: string,
  {
    version,
    bias,
    domain = 'Timers',
    ...rest
  }: {
    readonly version: string;
    readonly bias: number;
    readonly domain?: string;
    readonly upstreamVersion?: string;
  },
): Promise<Manifest> {
  const schema = defineFeatures(timers.features, vocabulary);
  const weights = Float64Array.from(schema.columns, (column) => (column === 'domain_logit' ? 1 : 0));
  const scores = { nll: 0.25, semer: 0.125 };
  const chosen = { kind: 'log-linear' as const, settings: { lambda: 1, l2: 0.001 }, ...scores };
  return writeBundle(
    folder,
    {
      ...{ domain, kind: 'log-linear', objective: 'r3', seed: 1, gateLines: 'left-out', vocabulary, schema },
      parts: [{ weight: 1, part: { kind: 'log-linear', model: { weights, bias } } }],
      calibrator: { kind: 'platt', slope: 1, intercept: 0 },
      fallback: { slope: 1, intercept: 0 },
      ...{ development: scores, chosen: [chosen], search: [chosen] },
    },
    { ...rest, version, data: { train: file('train.jsonl'), dev: file('dev.jsonl') } },
  );
}
