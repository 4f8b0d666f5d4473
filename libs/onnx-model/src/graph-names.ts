/** Names of the graph's input and outputs; docs/reference/bundle-format.md fixes them. */
export const GRAPH = { input: 'features', logOdds: 'log_odds', score: 'score' } as const;
