import type { BoostedTrees } from '@tiebreak/boosting';
import type { LogLinearModel } from '@tiebreak/log-linear';
import type { Perceptron } from '@tiebreak/neural';
import onnxProto from 'onnx-proto';
import type { GraphBuilder } from './graph-builder';

const { AttributeType } = onnxProto.onnx.AttributeProto;
const { DataType } = onnxProto.onnx.TensorProto;

/** Adds w . f + b; returns the name of float64 log-odds [n]. `features` are float64 [n, f]. */
export function logLinearNodes(graph: GraphBuilder, { weights, bias }: LogLinearModel, features: string): string {
  const weighted = graph.node('MatMul', [features, graph.constant([weights.length], weights)]);
  return graph.node('Add', [weighted, graph.scalar(bias)]);
}

/** Adds u . tanh(W'f + c) + v . f + b; returns the name of float64 log-odds [n]. `features` are float64 [n, f]. */
export function perceptronNodes(graph: GraphBuilder, model: Perceptron, features: string): string {
  const { columns, hidden } = model;
  const sums = graph.node('MatMul', [features, graph.constant([columns, hidden], model.inputWeights)]);
  const units = graph.node('Tanh', [graph.node('Add', [sums, graph.constant([hidden], model.hiddenBiases)])]);
  const together = graph.node('MatMul', [units, graph.constant([hidden], model.outputWeights)]);
  const alone = graph.node('MatMul', [features, graph.constant([columns], model.skipWeights)]);
  return graph.node('Add', [graph.node('Add', [together, alone]), graph.scalar(model.outputBias)]);
}

/** Adds the trees; returns the name of float64 log-odds [n]. They read the float32 features that they were grown on. */
export function treeNodes(graph: GraphBuilder, { start, trees }: BoostedTrees, features: string): string {
  const nodes = trees.flatMap((tree, treeId) =>
    Array.from(tree.feature, (feature, node) => ({
      treeId,
      node,
      feature: Math.max(feature, 0),
      mode: feature < 0 ? 'LEAF' : 'BRANCH_LEQ',
      threshold: tree.threshold[node]!,
      yes: Math.max(tree.left[node]!, 0),
      no: Math.max(tree.right[node]!, 0),
      value: tree.value[node]!,
    })),
  );
  const leaves = nodes.filter(({ mode }) => mode === 'LEAF');
  const sums = graph.classicalNode(
    'TreeEnsembleRegressor',
    [features],
    [
      integers(
        'nodes_treeids',
        nodes.map(({ treeId }) => treeId),
      ),
      integers(
        'nodes_nodeids',
        nodes.map(({ node }) => node),
      ),
      integers(
        'nodes_featureids',
        nodes.map(({ feature }) => feature),
      ),
      texts(
        'nodes_modes',
        nodes.map(({ mode }) => mode),
      ),
      floats(
        'nodes_values',
        nodes.map(({ threshold }) => threshold),
      ),
      integers(
        'nodes_truenodeids',
        nodes.map(({ yes }) => yes),
      ),
      integers(
        'nodes_falsenodeids',
        nodes.map(({ no }) => no),
      ),
      integers(
        'target_treeids',
        leaves.map(({ treeId }) => treeId),
      ),
      integers(
        'target_nodeids',
        leaves.map(({ node }) => node),
      ),
      integers(
        'target_ids',
        leaves.map(() => 0),
      ),
      floats(
        'target_weights',
        leaves.map(({ value }) => value),
      ),
      { name: 'n_targets', type: AttributeType.INT, i: 1 },
      floats('base_values', [start]),
    ],
  );
  const wide = graph.node('Cast', [sums], { to: DataType.DOUBLE });
  return graph.node('Squeeze', [wide, graph.indices([1])]);
}

function integers(name: string, ints: number[]): onnxProto.onnx.IAttributeProto {
  return { name, type: AttributeType.INTS, ints };
}

function floats(name: string, values: number[]): onnxProto.onnx.IAttributeProto {
  return { name, type: AttributeType.FLOATS, floats: values };
}

function texts(name: string, values: string[]): onnxProto.onnx.IAttributeProto {
  return { name, type: AttributeType.STRINGS, strings: values.map((value) => new TextEncoder().encode(value)) };
}
