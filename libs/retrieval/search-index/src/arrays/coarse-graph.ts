import onnxProto from 'onnx-proto';
import type { CoarseVectors } from './coarse-vectors';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;

/**
 * The products of rounded vectors and a rounded question as an ONNX graph, which holds the vectors: "question" uint8
 * [1, dimensions] around 128, to "sums" int32 [1, count], still to be multiplied by the scales of both.
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
      input: [tensor('question', DataType.UINT8, [{ dimValue: 1 }, { dimValue: dimensions }])],
      output: [tensor('sums', DataType.INT32, [{ dimValue: 1 }, { dimValue: count }])],
      initializer: [
        { name: 'middle', dims: [], dataType: DataType.UINT8, int32Data: [128] },
        {
          name: 'vectors',
          dims: [dimensions, count],
          dataType: DataType.INT8,
          rawData: new Uint8Array(rounded.buffer),
        },
      ],
      node: [{ opType: 'MatMulInteger', name: 'products', input: ['question', 'vectors', 'middle'], output: ['sums'] }],
    },
  });
  return onnx.ModelProto.encode(model).finish();
}
