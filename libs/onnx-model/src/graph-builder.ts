import onnxProto from 'onnx-proto';
import { GRAPH } from './graph-names';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

/** Operator set and file version that every ONNX Runtime since 1.13 reads. */
const OPSET = 17;
const IR_VERSION = 8;
const CLASSICAL = 'ai.onnx.ml';

const ELEMENTS = { float32: DataType.FLOAT, float64: DataType.DOUBLE } as const;

/** What a graph gives of every row. */
export interface GraphOutput {
  readonly name: string;
  readonly type: keyof typeof ELEMENTS;
}

const RERANKER_OUTPUTS: readonly GraphOutput[] = [
  { name: GRAPH.logOdds, type: 'float32' },
  { name: GRAPH.score, type: 'float32' },
];

/** Collects nodes and constants; names are numbered in order, so the bytes depend on nothing else. */
export class GraphBuilder {
  private readonly nodes: onnxProto.onnx.INodeProto[] = [];
  private readonly constants: onnxProto.onnx.ITensorProto[] = [];

  /** Adds a node and returns the name of its output. Its attributes are whole numbers. */
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

  /** Adds a node of the operators for classical models (domain ai.onnx.ml); returns the name of its output. */
  classicalNode(opType: string, input: string[], attribute: onnxProto.onnx.IAttributeProto[]): string {
    const output = `${opType}_${this.nodes.length}`;
    this.nodes.push({ opType, domain: CLASSICAL, name: output, input, output: [output], attribute });
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

  /**
   * @param name of the graph
   * @param outputs one number a row each; those of a re-ranker when left out
   */
  serialize(columns: number, name = 'reranker', outputs: readonly GraphOutput[] = RERANKER_OUTPUTS): Uint8Array {
    const model = onnx.ModelProto.fromObject({
      irVersion: IR_VERSION,
      producerName: 'tiebreak',
      opsetImport: [
        { domain: '', version: OPSET },
        ...(this.nodes.some(({ domain }) => domain === CLASSICAL) ? [{ domain: CLASSICAL, version: 1 }] : []),
      ],
      graph: {
        name,
        input: [tensor(GRAPH.input, 'float32', [{ dimParam: 'n' }, { dimValue: columns }])],
        output: outputs.map((output) => tensor(output.name, output.type, [{ dimParam: 'n' }])),
        node: this.nodes,
        initializer: this.constants,
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function tensor(
  name: string,
  type: GraphOutput['type'],
  dim: onnxProto.onnx.TensorShapeProto.IDimension[],
): onnxProto.onnx.IValueInfoProto {
  return { name, type: { tensorType: { elemType: ELEMENTS[type], shape: { dim } } } };
}

/** ONNX stores raw tensors little-endian whatever the machine. */
function littleEndianDoubles(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(i * 8, values[i]!, true);
  return bytes;
}
