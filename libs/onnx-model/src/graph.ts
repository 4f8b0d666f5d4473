import type { Calibrator } from '@tiebreak/calibration';
import type { LogLinearModel } from '@tiebreak/log-linear';
import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

/** Operator set and file version that every ONNX Runtime since 1.13 reads. */
const OPSET = 17;
const IR_VERSION = 8;

/** Names of the graph's input and outputs; docs/reference/bundle-format.md fixes them. */
export const GRAPH = { input: 'features', logOdds: 'log_odds', score: 'score' } as const;

/**
 * A log-linear re-ranker and its calibrator as one ONNX graph: "features" float32 [n, f] to "log_odds" (before
 * calibration) and "score", both float32 [n]. Inside, arithmetic is float64, so that log-odds near 0 keep their digits.
 * @returns the serialised model; the same inputs give the same bytes
 */
export function logLinearGraph({ weights, bias }: LogLinearModel, calibrator: Calibrator): Uint8Array {
  const graph = new GraphBuilder();
  const features = graph.node('Cast', [GRAPH.input], { to: DataType.DOUBLE });
  const weighted = graph.node('MatMul', [features, graph.constant([weights.length], weights)]);
  const logOdds = graph.node('Add', [weighted, graph.scalar(bias)]);
  graph.node('Cast', [logOdds], { to: DataType.FLOAT }, GRAPH.logOdds);
  graph.node('Cast', [calibratorNodes(graph, calibrator, logOdds)], { to: DataType.FLOAT }, GRAPH.score);
  return graph.serialize(weights.length);
}

/** Adds the nodes that turn float64 log-odds [n] into calibrated probabilities [n]; returns their name. */
function calibratorNodes(graph: GraphBuilder, calibrator: Calibrator, logOdds: string): string {
  switch (calibrator.kind) {
    case 'platt': {
      const scaled = graph.node('Mul', [logOdds, graph.scalar(calibrator.slope)]);
      return graph.node('Sigmoid', [graph.node('Add', [scaled, graph.scalar(calibrator.intercept)])]);
    }
    case 'temperature':
      return graph.node('Sigmoid', [graph.node('Div', [logOdds, graph.scalar(calibrator.temperature)])]);
    case 'beta': {
      const logRight = logSigmoidNodes(graph, logOdds);
      const logWrong = logSigmoidNodes(graph, graph.node('Neg', [logOdds]));
      const forRight = graph.node('Mul', [logRight, graph.scalar(calibrator.a)]);
      const forWrong = graph.node('Mul', [logWrong, graph.scalar(calibrator.b)]);
      const sum = graph.node('Add', [graph.node('Sub', [forRight, forWrong]), graph.scalar(calibrator.c)]);
      return graph.node('Sigmoid', [sum]);
    }
    case 'isotonic':
      return isotonicNodes(graph, calibrator, logOdds);
  }
}

/** ln sigmoid(x) = min(x, 0) - ln(1 + e^-|x|): the logarithm of a Sigmoid is infinite far out, and 0 times that is NaN. */
function logSigmoidNodes(graph: GraphBuilder, x: string): string {
  const small = graph.node('Exp', [graph.node('Neg', [graph.node('Abs', [x])])]);
  const rest = graph.node('Log', [graph.node('Add', [small, graph.scalar(1)])]);
  return graph.node('Sub', [graph.node('Min', [x, graph.scalar(0)]), rest]);
}

/** Piecewise linear between knots: the first value, plus each piece's rise times the share of the piece that is passed. */
function isotonicNodes(
  graph: GraphBuilder,
  { logOdds: knots, probabilities }: Extract<Calibrator, { kind: 'isotonic' }>,
  logOdds: string,
): string {
  const pieces = knots.length - 1;
  const column = graph.node('Unsqueeze', [logOdds, graph.indices([1])]);
  if (pieces === 0) {
    const nothing = graph.node('Mul', [logOdds, graph.scalar(0)]);
    return graph.node('Add', [nothing, graph.scalar(probabilities[0]!)]);
  }
  const starts = graph.constant([1, pieces], knots.slice(0, -1));
  const lengths = graph.constant(
    [1, pieces],
    knots.slice(1).map((end, i) => end - knots[i]!),
  );
  const rises = graph.constant(
    [pieces],
    probabilities.slice(1).map((end, i) => end - probabilities[i]!),
  );
  const passed = graph.node('Div', [graph.node('Sub', [column, starts]), lengths]);
  const share = graph.node('Clip', [passed, graph.scalar(0), graph.scalar(1)]);
  return graph.node('Add', [graph.node('MatMul', [share, rises]), graph.scalar(probabilities[0]!)]);
}

/** Collects nodes and constants; names are numbered in order, so the bytes depend on nothing else. */
class GraphBuilder {
  private readonly nodes: onnxProto.onnx.INodeProto[] = [];
  private readonly constants: onnxProto.onnx.ITensorProto[] = [];

  /** Adds a node and returns the name of its output. */
  node(
    opType: string,
    input: string[],
    attributes: Record<string, number> = {},
    output = `${opType}_${this.nodes.length}`,
  ): string {
    const attribute = Object.entries(attributes).map(([name, i]) => ({ name, type: AttributeType.INT, i }));
    this.nodes.push({ opType, name: output, input, output: [output], attribute });
    return output;
  }

  /** Adds a float64 constant. */
  constant(dims: number[], values: ArrayLike<number>): string {
    const name = `constant_${this.constants.length}`;
    this.constants.push({ name, dims, dataType: DataType.DOUBLE, rawData: littleEndianDoubles(values) });
    return name;
  }

  scalar(value: number): string {
    return this.constant([], [value]);
  }

  /** Adds an int64 constant, as axes and shapes are. */
  indices(values: number[]): string {
    const name = `constant_${this.constants.length}`;
    this.constants.push({ name, dims: [values.length], dataType: DataType.INT64, int64Data: values });
    return name;
  }

  serialize(columns: number): Uint8Array {
    const model = onnx.ModelProto.fromObject({
      irVersion: IR_VERSION,
      producerName: 'tiebreak',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: 'reranker',
        input: [floatTensor(GRAPH.input, [{ dimParam: 'n' }, { dimValue: columns }])],
        output: [floatTensor(GRAPH.logOdds, [{ dimParam: 'n' }]), floatTensor(GRAPH.score, [{ dimParam: 'n' }])],
        node: this.nodes,
        initializer: this.constants,
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function floatTensor(name: string, dim: onnxProto.onnx.TensorShapeProto.IDimension[]): onnxProto.onnx.IValueInfoProto {
  return { name, type: { tensorType: { elemType: DataType.FLOAT, shape: { dim } } } };
}

/** ONNX stores raw tensors little-endian whatever the machine. */
function littleEndianDoubles(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(i * 8, values[i]!, true);
  return bytes;
}
