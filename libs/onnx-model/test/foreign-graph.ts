import onnxProto from 'onnx-proto';
import { BundleError, readRerankerBundle, writeBundle } from '../src/index';
import { changeGraph, details, temporaryFolders, trained } from './bundles';

const { onnx } = onnxProto;
export const { FLOAT, DOUBLE } = onnx.TensorProto.DataType;
/** Columns of the features. */
export const WIDTH = trained.schema.columns.length;
const newFolder = temporaryFolders();

export interface PlainModel {
  irVersion: number;
  opsetImport: { domain: string; version: number }[];
  graph: {
    name: string;
    input: onnxProto.onnx.IValueInfoProto[];
    output: onnxProto.onnx.IValueInfoProto[];
    node: onnxProto.onnx.INodeProto[];
    initializer: onnxProto.onnx.ITensorProto[];
  };
}
export const tensorOf = (name: string, sizes: (number | string)[], elemType: number = FLOAT) => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: { dim: sizes.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size })) },
    },
  },
});
export const weights = Array.from({ length: WIDTH }, (_, i) => 0.5 - i / 10);
export const node = (opType: string, input: string[], output: string, axis?: number) => ({
  opType,
  input,
  output: [output],
  attribute: axis === undefined ? [] : [{ name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: axis }],
});

/** A log-linear re-ranker as somebody else might export it, after `change`. */
function foreignGraph(change: (model: PlainModel) => void): Uint8Array {
  const model: PlainModel = {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'foreign',
      input: [tensorOf('features', ['n', WIDTH])],
      output: [tensorOf('log_odds', ['n']), tensorOf('score', ['n'])],
      node: [node('MatMul', ['features', 'w'], 'log_odds'), node('Sigmoid', ['log_odds'], 'score')],
      initializer: [{ name: 'w', dims: [WIDTH], dataType: FLOAT, floatData: weights }],
    },
  };
  change(model);
  return onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
}

/** What a bundle with this graph is refused for, without its name; "accepted" when it is not. */
export async function refusal(change: (model: PlainModel) => void): Promise<string> {
  const folder = newFolder();
  await writeBundle(folder, trained, details);
  changeGraph(folder, foreignGraph(change));
  try {
    const { model } = await readRerankerBundle(folder);
    await model.release();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return error.message.slice(`bundle ${folder}: `.length);
  }
}
/** Puts other nodes after the weighted sum, which is called "sum" then. */
export const after = (model: PlainModel, ...nodes: onnxProto.onnx.INodeProto[]) => {
  model.graph.node[0]!.output = ['sum'];
  model.graph.node.splice(1, Infinity, ...nodes);
};
export const scalar = (model: PlainModel, name: string, value: number) =>
  model.graph.initializer.push({ name, dims: [], dataType: FLOAT, floatData: [value] });
