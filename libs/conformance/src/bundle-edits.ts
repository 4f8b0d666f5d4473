import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleDigest, GRAPH } from '@tiebreak/onnx-model';
import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
type Graph = onnxProto.onnx.GraphProto;

/** Changes a decoded graph in place. */
export type GraphEdit = (graph: Graph) => void;

/**
 * Copies a bundle with another graph and the digest that then fits: sound by every check, and wrong.
 * @param changes fields of the manifest that are to be others
 */
export async function copyWithGraph(
  from: string,
  to: string,
  edit: GraphEdit,
  changes: { readonly version?: string; readonly gate?: undefined } = {},
): Promise<void> {
  await cp(from, to, { recursive: true });
  const model = onnx.ModelProto.decode(await readFile(join(from, 'model.onnx')));
  edit(model.graph as Graph);
  const bytes = onnx.ModelProto.encode(model).finish();
  const shipped = JSON.parse(await readFile(join(from, 'manifest.json'), 'utf8')) as object;
  const manifest = { ...shipped, ...changes };
  await writeFile(join(to, 'model.onnx'), bytes);
  await writeFile(join(to, 'manifest.json'), JSON.stringify({ ...manifest, digest: bundleDigest(bytes, manifest) }));
}

/** Every score times itself: the same order within the domain, and far too sure that it is wrong. */
export const squareScores: GraphEdit = (graph) => {
  const cast = castTo(graph, GRAPH.score);
  const score = cast.input![0]!;
  insertBefore(graph, cast, { opType: 'Mul', name: 'squared', input: [score, score], output: ['squared'] });
  cast.input = ['squared'];
};

/** Every score moved by `amount` in log-odds: from p to p e / (1 - p + p e), e being exp(amount). */
export function shiftScores(amount: number): GraphEdit {
  return (graph) => {
    const cast = castTo(graph, GRAPH.score);
    const score = cast.input![0]!;
    const odds = Math.exp(amount);
    for (const [name, value] of Object.entries({ shift_odds: odds, shift_excess: odds - 1, shift_one: 1 }))
      graph.initializer.push(onnx.TensorProto.fromObject({ name, dims: [], dataType: DOUBLE, doubleData: [value] }));
    // p (e - 1) + 1 is 1 - p + p e.
    for (const [opType, name, input] of [
      ['Mul', 'shift_right', [score, 'shift_odds']],
      ['Mul', 'shift_more', [score, 'shift_excess']],
      ['Add', 'shift_total', ['shift_more', 'shift_one']],
      ['Div', 'shifted', ['shift_right', 'shift_total']],
    ] as const)
      insertBefore(graph, cast, { opType, name, input: [...input], output: [name] });
    cast.input = ['shifted'];
  };
}

/** Adds `amount` to the log-odds of every hypothesis whose column is 1. */
export function favour(columns: readonly string[], column: string, amount: number): GraphEdit {
  return (graph) => {
    const weights = columns.map((name) => (name === column ? amount : 0));
    if (!columns.includes(column)) throw new Error(`expected one of ${columns.join(', ')}, got ${column}`);
    addToLogOdds(graph, 'favour', [[columns.length, 1, weights]]);
  };
}

/** Adds 0 to the log-odds by way of dense layers of the given width, whose weights are all 0: work for nothing. */
export function padWithWork(columns: number, width: number): GraphEdit {
  return (graph) => {
    addToLogOdds(graph, 'padding', [
      [columns, width, new Array<number>(columns * width).fill(0)],
      [width, width, new Array<number>(width * width).fill(0)],
      [width, 1, new Array<number>(width).fill(0)],
    ]);
  };
}

type Layer = readonly [rows: number, columns: number, weights: readonly number[]];

/** Adds a product of the features with matrices, of which the last has one column, to the float64 log-odds. */
function addToLogOdds(graph: Graph, name: string, layers: readonly Layer[]): void {
  const cast = castTo(graph, GRAPH.logOdds);
  const logOdds = cast.input![0]!;
  const sum = `${name}_sum`;
  for (const node of graph.node) node.input = node.input!.map((input) => (input === logOdds ? sum : input));
  const wide = `${name}_0`;
  const nodes: onnxProto.onnx.INodeProto[] = [
    { opType: 'Cast', name: wide, input: [GRAPH.input], output: [wide], attribute: [toDouble()] },
  ];
  layers.forEach(([rows, columns, doubleData], i) => {
    const weights = `${name}_weights_${i}`;
    graph.initializer.push(
      onnx.TensorProto.fromObject({ name: weights, dims: [rows, columns], dataType: DOUBLE, doubleData }),
    );
    const output = `${name}_${i + 1}`;
    nodes.push({ opType: 'MatMul', name: output, input: [`${name}_${i}`, weights], output: [output] });
  });
  const column = `${name}_column`;
  graph.initializer.push(
    onnx.TensorProto.fromObject({ name: `${name}_axis`, dims: [1], dataType: INT64, int64Data: [1] }),
  );
  nodes.push(
    { opType: 'Squeeze', name: column, input: [`${name}_${layers.length}`, `${name}_axis`], output: [column] },
    { opType: 'Add', name: sum, input: [logOdds, column], output: [sum] },
  );
  const producer = graph.node.findIndex(({ output }) => output!.includes(logOdds));
  graph.node.splice(producer + 1, 0, ...nodes.map((node) => onnx.NodeProto.fromObject(node)));
}

const { DOUBLE, INT64 } = onnx.TensorProto.DataType;

function toDouble(): onnxProto.onnx.IAttributeProto {
  return { name: 'to', type: onnx.AttributeProto.AttributeType.INT, i: DOUBLE };
}

/** The node that makes an output of the graph from a float64. */
function castTo(graph: Graph, output: string): onnxProto.onnx.INodeProto {
  const node = graph.node.find((candidate) => candidate.output!.includes(output));
  if (node?.opType !== 'Cast') throw new Error(`expected a Cast to ${output}, got ${String(node?.opType)}`);
  return node;
}

function insertBefore(graph: Graph, place: onnxProto.onnx.INodeProto, node: onnxProto.onnx.INodeProto): void {
  graph.node.splice(graph.node.indexOf(place), 0, onnx.NodeProto.fromObject(node));
}
