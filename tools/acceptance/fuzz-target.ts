// Feeds damaged input to what reads input, in a process of its own, and prints what came of it as one JSON object:
// `fuzz-target.ts SEED MESSAGES BUNDLES BUNDLE_FOLDER`. A crash ends the process; ONNX Runtime's complaints go to stderr.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLabelledUtterance } from '@tiebreak/interpretation';
import { BundleError, bundleDigest, readRerankerBundle } from '@tiebreak/onnx-model';
import {
  readActivation,
  readRerankRequest,
  readResolveRequest,
  readRolloutChange,
  toResolveRequestMessage,
  wire,
} from '@tiebreak/protocol';
import { seededRandom } from '@tiebreak/statistics';
import { exampleRequest } from './example-request';

/** What came of the inputs of one target. */
export interface FuzzReport {
  readonly target: string;
  readonly inputs: number;
  readonly accepted: number;
  /** Refused as it should be: what could not be decoded, or violations of fields. */
  readonly refused: number;
  /** Anything else that was thrown; empty when all is well. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
}

type Outcome = 'accepted' | 'refused';

const [seed, messages, bundles] = process.argv.slice(2, 5).map(Number) as [number, number, number];
const random = seededRandom(seed);
const reports: FuzzReport[] = [];

const example = toResolveRequestMessage(exampleRequest());
const asJson = JSON.stringify(example);
const decoders = [
  [wire.ResolveRequest, example, (value: unknown) => readResolveRequest(value)],
  [
    wire.RerankRequest,
    { ...example, hypotheses: example.hypotheses.filter(({ domain }) => domain === 'Music'), upstreamVersion: '' },
    (value: unknown) => readRerankRequest(value, 'Music'),
  ],
  [
    wire.ActivateModelRequest,
    { bundle: 'music-1.2.0', expectedDigest: `sha256:${'0'.repeat(64)}`, allowRollback: true },
    readActivation,
  ],
  [
    wire.SetRolloutRequest,
    { bundle: 'music-1.2.0', role: wire.ModelRole.MODEL_ROLE_CANARY, trafficShare: 0.1 },
    readRolloutChange,
  ],
] as const;

await run('gRPC messages', messages / 2, () => {
  const [message, value, read] = decoders[random.integer(decoders.length)]!;
  const bytes = damaged((message as typeof wire.ResolveRequest).encode(value as wire.ResolveRequest).finish());
  let decoded: unknown;
  try {
    decoded = message.decode(bytes);
  } catch {
    return 'refused';
  }
  return read(decoded).ok ? 'accepted' : 'refused';
});

await run('JSON bodies and data lines', messages / 2, () => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(damaged(Buffer.from(asJson))).toString('utf8'));
  } catch {
    return 'refused';
  }
  const read = random.integer(2) === 0 ? readResolveRequest : readLabelledUtterance;
  return read(value).ok ? 'accepted' : 'refused';
});

const folder = mkdtempSync(join(tmpdir(), 'tiebreak-fuzz-'));
cpSync(process.argv[5]!, folder, { recursive: true });
const graph = readFileSync(join(folder, 'model.onnx'));
const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
await run('bundles', bundles, async () => {
  const damagedGraph = random.integer(2) === 0 ? damaged(graph) : graph;
  const text = damagedGraph === graph ? Buffer.from(damaged(Buffer.from(manifest))).toString('utf8') : manifest;
  writeFileSync(join(folder, 'model.onnx'), damagedGraph);
  writeFileSync(join(folder, 'manifest.json'), withFittingDigest(text, damagedGraph));
  try {
    const { model } = await readRerankerBundle(folder);
    await model.release();
    return 'accepted';
  } catch (error) {
    if (error instanceof BundleError) return 'refused';
    throw error;
  }
});
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify({ reports, peakBytes: process.resourceUsage().maxRSS * 1024 }));

async function run(target: string, inputs: number, feed: () => Outcome | Promise<Outcome>): Promise<void> {
  const counts = { accepted: 0, refused: 0 };
  const faults: string[] = [];
  let slowestMs = 0;
  for (let i = 0; i < inputs; i++) {
    const start = performance.now();
    try {
      counts[await feed()]++;
    } catch (error) {
      faults.push(String(error));
    }
    slowestMs = Math.max(slowestMs, performance.now() - start);
  }
  reports.push({ target, inputs, ...counts, faults: faults.slice(0, 5), slowestMs });
}

/** Some bytes changed, a bit flipped, an end cut off, a piece repeated, or noise. */
function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = random.integer(bytes.length);
  switch (random.integer(5)) {
    case 0:
      for (let i = 0; i <= random.integer(4); i++) copy[random.integer(copy.length)] = random.integer(256);
      return copy;
    case 1:
      copy[at]! ^= 1 << random.integer(8);
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at, at + 1 + random.integer(64)), copy.subarray(at)]);
    default:
      return Uint8Array.from({ length: random.integer(200) }, () => random.integer(256));
  }
}

/** Whoever makes a hostile bundle can make its digest fit; without that, nothing behind the digest would be tried. */
function withFittingDigest(text: string, of: Uint8Array): string {
  try {
    const json = JSON.parse(text) as object;
    return JSON.stringify({ ...json, digest: bundleDigest(of, json) });
  } catch {
    return text;
  }
}
