import type { Violation } from '@tiebreak/interpretation';
import onnxProto from 'onnx-proto';

const { ModelProto, TensorProto } = onnxProto.onnx;

/** What is wrong with a serialised graph before anything is loaded. Bytes that are no graph are left to ONNX Runtime. */
export function graphViolations(graph: Uint8Array): Violation[] {
  let model: onnxProto.onnx.ModelProto;
  try {
    model = ModelProto.decode(graph);
  } catch {
    return [];
  }
  const [tensor] = externalTensors(model);
  if (tensor === undefined) return [];
  const location = tensor.externalData?.find(({ key }) => key === 'location')?.value ?? 'another file';
  return [
    {
      field: 'model.onnx',
      // ONNX Runtime would read it from wherever the process runs, and no digest would cover it.
      expected: 'all weights inside the file',
      actual: `external data in ${location} for ${tensor.name ?? 'a tensor'}; save the model as one file`,
    },
  ];
}

/** Tensors, anywhere in a model, whose values lie in another file: initialisers, constants, and those of inner graphs. */
function externalTensors(part: unknown): onnxProto.onnx.ITensorProto[] {
  // Trees hold thousands of 64-bit integers, each an object of two halves.
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part) || 'high' in part) return [];
  if (part instanceof TensorProto)
    return part.dataLocation === TensorProto.DataLocation.EXTERNAL || part.externalData.length > 0 ? [part] : [];
  return Object.values(part).flatMap(externalTensors);
}

/** Why a graph does not load or run, in ONNX Runtime's words or ours, without the names of its functions. */
export function loadViolation({ message }: Error): Violation {
  const [, opset, newestOpset] = /Opset (\d+) is under development[^]* till opset (\d+)/.exec(message) ?? [];
  if (opset !== undefined)
    return { field: 'model.onnx opset', expected: `at most ${newestOpset!} (this ONNX Runtime)`, actual: opset };
  const [, file, newestFile] = /IR version: (\d+), max supported IR version: (\d+)/.exec(message) ?? [];
  if (file !== undefined)
    return { field: 'model.onnx IR version', expected: `at most ${newestFile!} (this ONNX Runtime)`, actual: file };
  const [, expected, actual] = /^expected (.+), got (.+)$/.exec(message) ?? [];
  return expected === undefined
    ? { field: 'model.onnx', expected: 'a re-ranker graph that runs', actual: message.trim() }
    : { field: 'model.onnx', expected, actual: actual! };
}
