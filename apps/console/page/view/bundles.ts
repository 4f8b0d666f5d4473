import type { DomainModelsView } from '@tiebreak/aggregator-host/views';

/** Folders that a service took bundles from, the latest first, each once: what a rollback goes to is among them. */
export function bundlesOf({ history }: Pick<DomainModelsView, 'history'>): string[] {
  const taken = history.filter(({ bundle, refused }) => bundle !== '' && refused === undefined);
  return [...new Set(taken.map(({ bundle }) => bundle).toReversed())];
}
