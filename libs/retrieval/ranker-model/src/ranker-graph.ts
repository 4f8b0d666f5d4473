import type { LinearRanker, Ranker } from '@tiebreak/learning-to-rank';
import { GRAPH, GraphBuilder, treeNodes } from '@tiebreak/onnx-model';
import onnxProto from 'onnx-proto';

const { DataType } = onnxProto.onnx.TensorProto;

/**
 * A ranker as an ONNX graph: "features" float32 [n, columns], NaN for a missing one, to "score" float64 [n]. The linear one
 * computes in float64; trees in float32, and their test `x <= threshold` sends NaN to the right, as in training.
 * @returns the serialised model; the same ranker gives the same bytes
 */
export function rankerGraph(ranker: Ranker, columns: number): Uint8Array {
  const graph = new GraphBuilder();
  graph.node('Identity', [scoreNodes(graph, ranker)], {}, GRAPH.score);
  return graph.serialize(columns, 'ranker', [{ name: GRAPH.score, type: 'float64' }]);
}

function scoreNodes(graph: GraphBuilder, ranker: Ranker): string {
  switch (ranker.kind) {
    case 'lambdamart':
      return treeNodes(graph, ranker.model, GRAPH.input);
    case 'linear':
      return linearNodes(graph, ranker.model);
  }
}

/** Adds weights . features where they are present, and missing . 1 where they are not. */
function linearNodes(graph: GraphBuilder, { weights, missing }: LinearRanker): string {
  const isMissing = graph.node('IsNaN', [GRAPH.input]);
  const wide = graph.node('Cast', [GRAPH.input], { to: DataType.DOUBLE });
  const present = graph.node('Where', [isMissing, graph.scalar(0), wide]);
  const counted = graph.node('MatMul', [present, graph.constant([weights.length], weights)]);
  const flags = graph.node('Cast', [isMissing], { to: DataType.DOUBLE });
  const absent = graph.node('MatMul', [flags, graph.constant([missing.length], missing)]);
  return graph.node('Add', [counted, absent]);
}
