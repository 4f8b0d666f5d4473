import onnxProto from 'onnx-proto';
import { after, node, type PlainModel, refusal } from '../test/foreign-graph';

const { onnx } = onnxProto;

/** Two branches over two leaves: 0 -> (1, 2), 1 -> (3, 4), of which `change` makes something else. */
const trees = (change: (attributes: Record<string, number[]>) => void) => (model: PlainModel) => {
  const ids = {
    nodes_treeids: [0, 0, 0, 0, 0],
    nodes_nodeids: [0, 1, 2, 3, 4],
    nodes_featureids: [0, 1, 0, 0, 0],
    nodes_truenodeids: [1, 3, 0, 0, 0],
    nodes_falsenodeids: [2, 4, 0, 0, 0],
    target_treeids: [0, 0, 0],
    target_nodeids: [2, 3, 4],
    target_ids: [0, 0, 0],
  };
  change(ids);
  const { INTS, INT, FLOATS, STRINGS } = onnx.AttributeProto.AttributeType;
  const branch = (leaf: boolean) => Buffer.from(leaf ? 'LEAF' : 'BRANCH_LEQ');
  model.opsetImport.push({ domain: 'ai.onnx.ml', version: 1 });
  model.graph.initializer.push({
    name: 'shape',
    dims: [1],
    dataType: onnx.TensorProto.DataType.INT64,
    int64Data: [-1],
  });
  after(
    model,
    {
      opType: 'TreeEnsembleRegressor',
      domain: 'ai.onnx.ml',
      name: 'trees',
      input: ['features'],
      output: ['columns'],
      attribute: [
        ...Object.entries(ids).map(([name, ints]) => ({ name, type: INTS, ints })),
        { name: 'nodes_modes', type: STRINGS, strings: [0, 1, 2, 3, 4].map((id) => branch(id > 1)) },
        { name: 'nodes_values', type: FLOATS, floats: [0.25, 0.5, 0, 0, 0] },
        { name: 'target_weights', type: FLOATS, floats: [0.5, -0.5, 0.25] },
        { name: 'n_targets', type: INT, i: 1 },
      ],
    },
    node('Reshape', ['columns', 'shape'], 'log_odds'),
    node('Sigmoid', ['log_odds'], 'score'),
  );
};

describe('a graph made elsewhere', () => {
  it.each<[string, (attributes: Record<string, number[]>) => void]>([
    ['every branch ends in a leaf', () => undefined],
    ['two branches meet in one node', (ids) => (ids.nodes_falsenodeids![0] = 3)],
  ])('is accepted when it holds trees in which %s', async (_, change) => {
    expect(await refusal(trees(change))).toBe('accepted');
  });

  it.each<[string, (attributes: Record<string, number[]>) => void]>([
    ['leads back to the root', (ids) => (ids.nodes_truenodeids![1] = 0)],
    ['leads to itself', (ids) => (ids.nodes_falsenodeids![1] = 1)],
  ])('is refused when a branch of its trees %s, which ONNX Runtime might follow for ever', async (_, change) => {
    expect(await refusal(trees(change))).toBe(
      'model.onnx: expected trees whose branches end in leaves, got a way round in TreeEnsembleRegressor trees; export the model again',
    );
  });

  it('is refused when it loops, since a run cannot be stopped', async () => {
    expect(
      await refusal((model) => {
        after(model, node('Loop', ['sum'], 'log_odds'), node('Sigmoid', ['log_odds'], 'score'));
      }),
    ).toBe('model.onnx: expected operators that end by themselves, got Loop; unroll it');
  });
});
