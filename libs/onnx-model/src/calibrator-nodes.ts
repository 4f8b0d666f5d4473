import type { Calibrator } from '@tiebreak/calibration';
import type { GraphBuilder } from './graph-builder';

/** Adds the nodes that turn float64 log-odds [n] into calibrated probabilities [n]; returns their name. */
export function calibratorNodes(graph: GraphBuilder, calibrator: Calibrator, logOdds: string): string {
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
