import type { Violation } from '@tiebreak/interpretation';
import onnxProto from 'onnx-proto';
import { hasEndlessTree } from './endless-trees';

const { ModelProto, NodeProto, TensorProto } = onnxProto.onnx;

/** What is wrong with a serialised graph before anything is loaded. Bytes that are no graph are left to ONNX Runtime. */
export function graphViolations(graph: Uint8Array): Violation[] {
  let model: onnxProto.onnx.ModelProto;
  try {
    model = ModelProto.decode(graph);
  } catch {
    return [];
  }
  for (const part of partsOf(model)) {
    const violation = partViolation(part);
    if (violation !== undefined) return [violation];
  }
  return [];
}

/** All nodes and tensors of a model: its constants, those of inner graphs and functions too. */
function* partsOf(part: unknown): Generator<onnxProto.onnx.NodeProto | onnxProto.onnx.TensorProto> {
  // Trees hold thousands of 64-bit integers, each an object of two halves.
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part) || 'high' in part) return;
  if (part instanceof TensorProto || part instanceof NodeProto) yield part;
  if (part instanceof TensorProto) return;
  for (const inner of Object.values(part)) yield* partsOf(inner);
}

function partViolation(part: onnxProto.onnx.NodeProto | onnxProto.onnx.TensorProto): Violation | undefined {
  if (part instanceof TensorProto) {
    if (part.dataLocation !== TensorProto.DataLocation.EXTERNAL && part.externalData.length === 0) return undefined;
    const location = part.externalData.find(({ key }) => key === 'location')?.value ?? 'another file';
    return {
      field: 'model.onnx',
      // ONNX Runtime would read it from wherever the process runs, and no digest would cover it.
      expected: 'all weights inside the file',
      actual: `external data in ${location} for ${part.name || 'a tensor'}; save the model as one file`,
    };
  }
  const name = part.name === '' ? '' : ` ${part.name}`;
  // A run cannot be stopped from outside, so what might not end is not begun.
  if (part.opType === 'Loop')
    return {
      field: 'model.onnx',
      expected: 'operators that end by themselves',
      actual: `Loop${name}; unroll it`,
    };
  if (part.opType.startsWith('TreeEnsemble') && hasEndlessTree(part))
    return {
      field: 'model.onnx',
      expected: 'trees whose branches end in leaves',
      actual: `a way round in ${part.opType}${name}; export the model again`,
    };
  return undefined;
}

/**
 * Why a graph does not load or run, in ONNX Runtime's words or ours, without the names of its functions.
 * @param what it should have been
 */
export function loadViolation({ message }: Error, what = 'a re-ranker graph'): Violation {
  const [, opset, newestOpset] = /Opset (\d+) is under development[^]* till opset (\d+)/.exec(message) ?? [];
  if (opset !== undefined)
    return { field: 'model.onnx opset', expected: `at most ${newestOpset!} (this ONNX Runtime)`, actual: opset };
  const [, file, newestFile] = /IR version: (\d+), max supported IR version: (\d+)/.exec(message) ?? [];
  if (file !== undefined)
    return { field: 'model.onnx IR version', expected: `at most ${newestFile!} (this ONNX Runtime)`, actual: file };
  const [, expected, actual] = /^expected (.+), got (.+)$/.exec(message) ?? [];
  return expected === undefined
    ? { field: 'model.onnx', expected: `${what} that runs`, actual: message.trim() }
    : { field: 'model.onnx', expected, actual: actual! };
}
