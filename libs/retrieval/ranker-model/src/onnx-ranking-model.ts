import { asFloat32, type RankingModel } from '@tiebreak/learning-to-rank';
import { GRAPH, openSession } from '@tiebreak/onnx-model';
import { type InferenceSession, Tensor } from 'onnxruntime-node';

/** A ranker's graph in ONNX Runtime. */
export class OnnxRankingModel implements RankingModel {
  private constructor(
    readonly version: string,
    readonly featureNames: readonly string[],
    private readonly session: InferenceSession,
  ) {}

  /**
   * @param version name and version
   * @throws Error when ONNX Runtime cannot load the graph, or its input and output are not those of a ranker
   */
  static async load(graph: Uint8Array, version: string, featureNames: readonly string[]): Promise<OnnxRankingModel> {
    const session = await openSession(graph);
    if (session.inputNames.join() !== GRAPH.input)
      throw new Error(`expected input "${GRAPH.input}" and no other, got ${session.inputNames.join(', ')}`);
    if (!session.outputNames.includes(GRAPH.score))
      throw new Error(`expected output "${GRAPH.score}", got ${session.outputNames.join(', ')}`);
    return new OnnxRankingModel(version, featureNames, session);
  }

  /** @throws RangeError as the port says @throws Error when the output is not one number a row */
  async score(rows: Float32Array | Float64Array, count: number): Promise<Float64Array> {
    const width = this.featureNames.length;
    const features = new Tensor('float32', asFloat32(rows, count, width), [count, width]);
    const { [GRAPH.score]: scores } = await this.session.run({ [GRAPH.input]: features }, [GRAPH.score]);
    const { type, dims, data } = scores!;
    if ((type !== 'float64' && type !== 'float32') || dims.length !== 1 || dims[0] !== count)
      throw new Error(
        `expected output "${GRAPH.score}" of float64 or float32 [n], here [${count}], got ${type} [${dims.join(', ')}]`,
      );
    return data instanceof Float64Array ? data : Float64Array.from(data as Float32Array);
  }

  /** Frees the graph's memory; the model answers no more. */
  async release(): Promise<void> {
    await this.session.release();
  }
}
