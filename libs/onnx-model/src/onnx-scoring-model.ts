import { setForLibraries } from '@tiebreak/configuration';
import type { FeatureSchema } from '@tiebreak/features';
import type { ModelVersion, ScoringModel } from '@tiebreak/scoring';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GRAPH } from './graph-names';

/** Small models gain nothing from threads, and several services share a machine. */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};

/** A re-ranker's graph in ONNX Runtime. One call costs about as much for sixty rows as for one, so rows come together. */
export class OnnxScoringModel implements ScoringModel {
  private constructor(
    readonly version: ModelVersion,
    readonly schema: FeatureSchema,
    readonly upstreamVersion: string | undefined,
    private readonly session: InferenceSession,
  ) {}

  /** @throws Error when ONNX Runtime cannot load the graph, or its input and outputs are not those of a re-ranker */
  static async load(
    graph: Uint8Array,
    version: ModelVersion,
    schema: FeatureSchema,
    upstreamVersion?: string,
  ): Promise<OnnxScoringModel> {
    // ONNX Runtime's builds tell their makers what they run unless this is set before the first session.
    setForLibraries('ORT_DISABLE_TELEMETRY', '1');
    const session = await InferenceSession.create(graph, SESSION_OPTIONS);
    const missing = [
      ...(session.inputNames.join() === GRAPH.input
        ? []
        : [`input "${GRAPH.input}" and no other, got ${session.inputNames.join(', ')}`]),
      ...[GRAPH.logOdds, GRAPH.score]
        .filter((name) => !session.outputNames.includes(name))
        .map((name) => `output "${name}", got ${session.outputNames.join(', ')}`),
    ];
    if (missing.length === 0) missing.push(...otherInput(session.inputMetadata[0]!, schema.columns.length));
    if (missing.length > 0) throw new Error(`expected ${missing.join('; ')}`);
    return new OnnxScoringModel(version, schema, upstreamVersion, session);
  }

  /** @throws Error when the output is not float32 [n] */
  score(rows: Float32Array): Promise<Float32Array> {
    return this.run(rows, GRAPH.score);
  }

  /** @throws Error when the output is not float32 [n] */
  logOdds(rows: Float32Array): Promise<Float32Array> {
    return this.run(rows, GRAPH.logOdds);
  }

  /** One output alone: handing over both takes ONNX Runtime half as long again. */
  private async run(rows: Float32Array, output: string): Promise<Float32Array> {
    const width = this.schema.columns.length;
    const count = rows.length / width;
    const features = new Tensor('float32', rows, [count, width]);
    const outputs = await this.session.run({ [GRAPH.input]: features }, [output]);
    return oneNumberARow(output, outputs[output]!, count);
  }

  /** Frees the graph's memory; the model answers no more. */
  async release(): Promise<void> {
    await this.session.release();
  }
}

/** What is wrong with the type or the declared shape of the input; an undeclared size may be any. */
function otherInput(input: InferenceSession.ValueMetadata, width: number): string[] {
  const expected = `input "${GRAPH.input}" of float32 [n, ${width}]`;
  if (!input.isTensor) return [`${expected}, got no tensor`];
  const { type, shape } = input;
  const fits =
    shape.length === 0 || (shape.length === 2 && isFree(shape[0]!) && (isFree(shape[1]!) || shape[1] === width));
  return type === 'float32' && fits ? [] : [`${expected}, got ${type} [${shape.join(', ')}]`];
}

/** A size without a number: a name, or -1 where it has none. */
function isFree(size: number | string): boolean {
  return typeof size === 'string' || size < 0;
}

function oneNumberARow(name: string, { type, dims, data }: Tensor, rows: number): Float32Array {
  if (type !== 'float32' || dims.length !== 1 || dims[0] !== rows)
    throw new Error(`expected output "${name}" of float32 [n], here [${rows}], got ${type} [${dims.join(', ')}]`);
  return data as Float32Array;
}
