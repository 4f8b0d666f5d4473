/** The page `/retrieval` of search's admin address: what this process has seen since it started. Types alone. */
export interface SeenRetrieval {
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Catalogues that were searched, by name. */
  readonly domains: readonly DomainRetrievalView[];
}

export interface DomainRetrievalView {
  readonly domain: string;
  readonly searches: number;
  /** Mean over searches of the candidates that strategies were asked for: what a search costs. */
  readonly meanCost: number;
  /** Results that were shown, all together. */
  readonly shown: number;
  /** Entities that people clicked, played, liked or kept, each once a search, of searches that are remembered. */
  readonly confirmed: number;
  /** The latest last. */
  readonly policies: readonly PolicyVersionView[];
  readonly strategies: readonly StrategyView[];
}

/** One policy that chose, under the version that its answers carry. */
export interface PolicyVersionView {
  readonly version: string;
  readonly searches: number;
}

export interface StrategyView {
  readonly strategy: string;
  /** Searches in which it was chosen. */
  readonly chosen: number;
  /** Mean over the searches in which it was chosen; 0 before the first. */
  readonly meanDepth: number;
  /** Candidates that it brought, all together. */
  readonly retrieved: number;
  /** Mean over the searches in which it was chosen; 0 before the first. */
  readonly meanLatencyMs: number;
  /** Searches that went on without it because it failed or was late. */
  readonly errors: number;
  /** Shown results that it found, and those of them that no other strategy found. */
  readonly shown: number;
  readonly shownAlone: number;
  /** Confirmed entities that it had found, and those of them that no other strategy had. */
  readonly confirmed: number;
  readonly confirmedAlone: number;
}
