import type { FeatureSchema } from '@tiebreak/features';
import type { ModelVersion, ScoringModel } from '@tiebreak/scoring';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { GRAPH } from './graph-names';
import { openSession } from './session';

const OUTPUTS = [GRAPH.logOdds, GRAPH.score];

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
    const session = await openSession(graph);
    const missing = [
      ...(session.inputNames.join() === GRAPH.input
        ? []
        : [`input "${GRAPH.input}" and no other, got ${session.inputNames.join(', ')}`]),
      ...OUTPUTS.filter((name) => !session.outputNames.includes(name)).map(
        (name) => `output "${name}", got ${session.outputNames.join(', ')}`,
      ),
    ];
    if (missing.length === 0) missing.push(...otherInput(session.inputMetadata[0]!, schema.columns.length));
    if (missing.length > 0) throw new Error(`expected ${missing.join('; ')}`);
    await checkOutputs(session, schema.columns.length);
    return new OnnxScoringModel(version, schema, upstreamVersion, session);
  }

  /** @throws Error when the output is not one number a row */
  score(rows: Float32Array): Promise<Float32Array> {
    return this.run(rows, GRAPH.score);
  }

  /** @throws Error when the output is not one number a row */
  logOdds(rows: Float32Array): Promise<Float32Array> {
    return this.run(rows, GRAPH.logOdds);
  }

  /**
   * One output alone, for which there is a place already: handing over both takes ONNX Runtime half as long again, and
   * places of its own making cost the garbage collector as much as the graph.
   */
  private async run(rows: Float32Array, output: string): Promise<Float32Array> {
    const width = this.schema.columns.length;
    const count = rows.length / width;
    const features = new Tensor('float32', rows, [count, width]);
    const numbers = new Float32Array(count);
    await this.session.run({ [GRAPH.input]: features }, { [output]: new Tensor('float32', numbers, [count]) });
    return numbers;
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

/** @throws Error when the outputs for two rows are not float32 [2] */
async function checkOutputs(session: InferenceSession, width: number): Promise<void> {
  const rows = new Tensor('float32', new Float32Array(2 * width), [2, width]);
  for (const [name, { type, dims }] of Object.entries(await session.run({ [GRAPH.input]: rows }, OUTPUTS)))
    if (type !== 'float32' || dims.length !== 1 || dims[0] !== 2)
      throw new Error(`expected output "${name}" of float32 [n], here [2], got ${type} [${dims.join(', ')}]`);
}
