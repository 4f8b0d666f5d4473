import onnxProto from 'onnx-proto';
import type { CoarseVectors } from './coarse-vectors';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

/**
 * The products of rounded vectors and a rounded question as an ONNX graph, which holds the vectors: "question" uint8
 * [1, dimensions] around 128 and "depth" int64 [1] to "products" float32 [count], still to be multiplied by the scale of the
 * question, and the best of them: "best" float32, falling, and their "rows" int64, both [depth].
 */
export function coarseGraph({ rounded, scales, dimensions }: CoarseVectors): Uint8Array {
  const count = scales.length;
  const tensor = (name: string, elemType: number, dim: onnxProto.onnx.TensorShapeProto.IDimension[]) => ({
    name,
    type: { tensorType: { elemType, shape: { dim } } },
  });
  const model = onnx.ModelProto.fromObject({
    irVersion: 8,
    producerName: 'tiebreak',
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'coarse',
      input: [
        tensor('question', DataType.UINT8, [{ dimValue: 1 }, { dimValue: dimensions }]),
        tensor('depth', DataType.INT64, [{ dimValue: 1 }]),
      ],
      output: [
        tensor('products', DataType.FLOAT, [{ dimValue: count }]),
        tensor('best', DataType.FLOAT, [{ dimParam: 'depth' }]),
        tensor('rows', DataType.INT64, [{ dimParam: 'depth' }]),
      ],
      initializer: [
        { name: 'middle', dims: [], dataType: DataType.UINT8, int32Data: [128] },
        { name: 'axes', dims: [1], dataType: DataType.INT64, int64Data: [0] },
        { name: 'scales', dims: [count], dataType: DataType.FLOAT, rawData: new Uint8Array(scales.buffer) },
        {
          name: 'vectors',
          dims: [dimensions, count],
          dataType: DataType.INT8,
          rawData: new Uint8Array(rounded.buffer),
        },
      ],
      node: [
        { opType: 'MatMulInteger', name: 'multiplied', input: ['question', 'vectors', 'middle'], output: ['row'] },
        { opType: 'Squeeze', name: 'flat', input: ['row', 'axes'], output: ['sums'] },
        {
          opType: 'Cast',
          name: 'real',
          input: ['sums'],
          output: ['steps'],
          attribute: [{ name: 'to', type: AttributeType.INT, i: DataType.FLOAT }],
        },
        { opType: 'Mul', name: 'scaled', input: ['steps', 'scales'], output: ['products'] },
        { opType: 'TopK', name: 'highest', input: ['products', 'depth'], output: ['best', 'rows'] },
      ],
    },
  });
  return onnx.ModelProto.encode(model).finish();
}
