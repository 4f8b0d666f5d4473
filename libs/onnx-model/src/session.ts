import { setForLibraries } from '@tiebreak/configuration';
import { InferenceSession } from 'onnxruntime-node';

/** Small models gain nothing from threads, and several services share a machine. */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};

/** Loads a small graph. @throws Error when ONNX Runtime cannot */
export function openSession(graph: Uint8Array): Promise<InferenceSession> {
  // ONNX Runtime's builds tell their makers what they run unless this is set before the first session.
  setForLibraries('ORT_DISABLE_TELEMETRY', '1');
  return InferenceSession.create(graph, OPTIONS);
}
