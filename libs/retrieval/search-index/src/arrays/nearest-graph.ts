import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

/**
 * The best products of a matrix and a vector as an ONNX graph: "vectors" float32 [n, dimensions], "question" float32
 * [1, dimensions] and "depth" int64 [1] to "scores" float32 and "rows" int64, both [depth], falling.
 * Written as Gemm, for which ONNX Runtime has a fast path that MatMul of a matrix and a vector lacks.
 */
export function nearestGraph(dimensions: number): Uint8Array {
  const tensor = (name: string, elemType: number, dim: onnxProto.onnx.TensorShapeProto.IDimension[]) => ({
    name,
    type: { tensorType: { elemType, shape: { dim } } },
  });
  const model = onnx.ModelProto.fromObject({
    irVersion: 8,
    producerName: 'tiebreak',
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'nearest',
      input: [
        tensor('vectors', DataType.FLOAT, [{ dimParam: 'n' }, { dimValue: dimensions }]),
        tensor('question', DataType.FLOAT, [{ dimValue: 1 }, { dimValue: dimensions }]),
        tensor('depth', DataType.INT64, [{ dimValue: 1 }]),
      ],
      output: [
        tensor('scores', DataType.FLOAT, [{ dimParam: 'depth' }]),
        tensor('rows', DataType.INT64, [{ dimParam: 'depth' }]),
      ],
      initializer: [{ name: 'axes', dims: [1], dataType: DataType.INT64, int64Data: [0] }],
      node: [
        {
          opType: 'Gemm',
          name: 'products',
          input: ['question', 'vectors'],
          output: ['row'],
          attribute: [{ name: 'transB', type: AttributeType.INT, i: 1 }],
        },
        { opType: 'Squeeze', name: 'flat', input: ['row', 'axes'], output: ['products'] },
        { opType: 'TopK', name: 'best', input: ['products', 'depth'], output: ['scores', 'rows'] },
      ],
    },
  });
  return onnx.ModelProto.encode(model).finish();
}
