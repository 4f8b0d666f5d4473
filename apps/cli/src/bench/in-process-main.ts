// Resolves in a process where nothing else goes on: `in-process-main.ts MODELS`, asked by how many milliseconds to go on.
import { join } from 'node:path';
import { serveFunction } from '@tiebreak/benchmark';
import { toResolveRequestMessage, readResolveRequest, wire } from '@tiebreak/protocol';
import { refuseBrokenText } from '@tiebreak/protocol/grpc';
import { median } from '@tiebreak/statistics';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadAggregator } from '../in-process';
import { benchRequests, partOf } from '@tiebreak/benchmark';

/** Of each kind in turn, so that a machine that changes its pace does so for both. */
const BATCH = 100;

/** Medians, in microseconds. */
export interface InProcessTimes {
  /** A Resolve from bytes to decision, without a network. */
  readonly resolveUs: number;
  /** What ONNX Runtime takes for the same graphs and rows. */
  readonly bareUs: number;
}

const [models] = process.argv.slice(2);
refuseBrokenText();
const aggregator = await loadAggregator(models!);
const requests = benchRequests();
const encoded = requests.map((request) => wire.ResolveRequest.encode(toResolveRequestMessage(request)).finish());
const graphs = await Promise.all(
  aggregator.bundles.map(async ({ folder, manifest, model }) => {
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
    const session = await InferenceSession.create(join(folder, 'model.onnx'), options);
    const width = model.schema.columns.length;
    const rows = requests.map((request) => model.schema.extract(partOf(request, manifest.domain)));
    return { session, inputs: rows.map((row) => new Tensor('float32', row, [row.length / width, width])) };
  }),
);

/** From the bytes of a request to the decision. */
async function resolve(i: number): Promise<void> {
  const reading = readResolveRequest(wire.ResolveRequest.decode(encoded[i]!));
  if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
  await aggregator.answer(reading.value);
}

/** The graphs alone, all asked at the same time as above, with features extracted beforehand. */
async function bare(i: number): Promise<void> {
  await Promise.all(graphs.map(({ session, inputs }) => session.run({ features: inputs[i]! })));
}

async function microsecondsOf(call: (i: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < BATCH; i++) await call(i % requests.length);
  return ((performance.now() - start) * 1_000) / BATCH;
}

async function measure(ms: number): Promise<InProcessTimes> {
  const times = { resolveUs: [] as number[], bareUs: [] as number[] };
  const end = performance.now() + ms;
  while (performance.now() < end) {
    times.bareUs.push(await microsecondsOf(bare));
    times.resolveUs.push(await microsecondsOf(resolve));
  }
  // Medians, since a batch in which the process had to wait for a core says nothing.
  return { resolveUs: median(times.resolveUs), bareUs: median(times.bareUs) };
}

serveFunction(measure);
