import type { FeatureSchema } from '@tiebreak/features';
import type { ModelScores, ModelVersion, ScoringModel } from '@tiebreak/scoring';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GRAPH } from './graph';

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
    private readonly session: InferenceSession,
  ) {}

  /** @throws Error when ONNX Runtime cannot load the graph, or its input and outputs are not those of a re-ranker */
  static async load(graph: Uint8Array, version: ModelVersion, schema: FeatureSchema): Promise<OnnxScoringModel> {
    const session = await InferenceSession.create(graph, SESSION_OPTIONS);
    const missing = [
      ...(session.inputNames.join() === GRAPH.input
        ? []
        : [`input "${GRAPH.input}" and no other, got ${session.inputNames.join(', ')}`]),
      ...[GRAPH.logOdds, GRAPH.score]
        .filter((name) => !session.outputNames.includes(name))
        .map((name) => `output "${name}", got ${session.outputNames.join(', ')}`),
    ];
    if (missing.length > 0) throw new Error(`expected ${missing.join('; ')}`);
    return new OnnxScoringModel(version, schema, session);
  }

  async score(rows: Float32Array): Promise<ModelScores> {
    const width = this.schema.columns.length;
    const features = new Tensor('float32', rows, [rows.length / width, width]);
    const outputs = await this.session.run({ [GRAPH.input]: features });
    return {
      logOdds: outputs[GRAPH.logOdds]!.data as Float32Array,
      scores: outputs[GRAPH.score]!.data as Float32Array,
    };
  }

  /** Frees the graph's memory; the model answers no more. */
  async release(): Promise<void> {
    await this.session.release();
  }
}
