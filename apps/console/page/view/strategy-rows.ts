import type { DomainRetrievalView } from '@tiebreak/aggregator-host/views';

/** What one strategy costs and brings, as shares. */
export interface StrategyRow {
  readonly strategy: string;
  /** Share of the searches in which it was chosen, in [0, 1]. */
  readonly share: number;
  /** Candidates that it was asked for, mean over all searches of the catalogue. */
  readonly cost: number;
  /** Share of the shown results that it found, in [0, 1]; shares overlap, since several may find one. */
  readonly coverage: number;
  readonly meanDepth: number;
  readonly meanLatencyMs: number;
  readonly shownAlone: number;
  readonly taken: number;
  readonly takenAlone: number;
  readonly errors: number;
}

/** A domain's strategies, those first that are chosen most. */
export function strategyRows({ searches, shown, strategies }: DomainRetrievalView): StrategyRow[] {
  return strategies
    .map(({ strategy, chosen, meanDepth, meanLatencyMs, errors, ...found }) => ({
      strategy,
      share: searches === 0 ? 0 : chosen / searches,
      cost: searches === 0 ? 0 : (chosen * meanDepth) / searches,
      coverage: shown === 0 ? 0 : found.shown / shown,
      meanDepth,
      meanLatencyMs,
      shownAlone: found.shownAlone,
      taken: found.confirmed,
      takenAlone: found.confirmedAlone,
      errors,
    }))
    .sort((a, b) => b.share - a.share || b.coverage - a.coverage);
}
