import { type Hypothesis, LIMITS } from '@tiebreak/interpretation';

/** What catalogues say to one hypothesis. */
export interface HypothesisSignals {
  readonly hypothesisId: string;
  /** Finite numbers by name, such as `entity_match`. */
  readonly signals: Readonly<Record<string, number>>;
}

/**
 * Copies signals into the hypotheses that they are of; what a hypothesis has under other names stays. One that would have more
 * than a hypothesis may have keeps its own alone, since re-rankers would refuse it.
 */
export function withMatches(
  hypotheses: readonly Hypothesis[],
  matches: readonly HypothesisSignals[],
): readonly Hypothesis[] {
  const signalsOf = new Map(matches.map(({ hypothesisId, signals }) => [hypothesisId, signals]));
  return hypotheses.map((hypothesis) => {
    const signals = { ...hypothesis.signals, ...signalsOf.get(hypothesis.id) };
    return Object.keys(signals).length > LIMITS.signals ? hypothesis : { ...hypothesis, signals };
  });
}
