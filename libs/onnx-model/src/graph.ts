import type { Calibrator } from '@tiebreak/calibration';
import type { ModelPart, WeightedPart } from '@tiebreak/training';
import onnxProto from 'onnx-proto';
import { calibratorNodes } from './calibrator-nodes';
import { GraphBuilder } from './graph-builder';
import { GRAPH } from './graph-names';
import { logLinearNodes, perceptronNodes, treeNodes } from './part-nodes';

const { DataType } = onnxProto.onnx.TensorProto;

/**
 * A re-ranker and its calibrator as one ONNX graph: "features" float32 [n, columns] to "log_odds" (before calibration,
 * the weighted sum of the parts') and "score", both float32 [n]. Inside, arithmetic is float64, so that log-odds near 0 keep their
 * digits; trees alone are float32, as ONNX Runtime runs them fastest.
 * @param parts at least one
 * @returns the serialised model; the same inputs give the same bytes
 */
export function rerankerGraph(parts: readonly WeightedPart[], columns: number, calibrator: Calibrator): Uint8Array {
  const graph = new GraphBuilder();
  const wide = graph.node('Cast', [GRAPH.input], { to: DataType.DOUBLE });
  const logOdds = parts
    .map(({ weight, part }) => {
      const ofPart = partNodes(graph, part, wide);
      return weight === 1 ? ofPart : graph.node('Mul', [ofPart, graph.scalar(weight)]);
    })
    .reduce((a, b) => graph.node('Add', [a, b]));
  graph.node('Cast', [logOdds], { to: DataType.FLOAT }, GRAPH.logOdds);
  graph.node('Cast', [calibratorNodes(graph, calibrator, logOdds)], { to: DataType.FLOAT }, GRAPH.score);
  return graph.serialize(columns);
}

/** Adds a part; returns the name of its float64 log-odds [n]. */
function partNodes(graph: GraphBuilder, part: ModelPart, wideFeatures: string): string {
  switch (part.kind) {
    case 'log-linear':
      return logLinearNodes(graph, part.model, wideFeatures);
    case 'mlp':
      return perceptronNodes(graph, part.model, wideFeatures);
    case 'boosted':
      return treeNodes(graph, part.model, GRAPH.input);
  }
}
