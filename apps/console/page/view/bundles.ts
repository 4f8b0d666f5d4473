import type { DomainModelsView, ModelChangeView } from '@tiebreak/aggregator-host/views';

/** Folders that a service took bundles from, the latest first, each once. */
export function bundlesOf({ history }: Pick<DomainModelsView, 'history'>): string[] {
  const taken = history.filter(({ bundle, refused }) => bundle !== '' && refused === undefined);
  return [...new Set(taken.map(({ bundle }) => bundle).toReversed())];
}

/** What was active before the present model, as far as the service remembers; undefined when nothing else was. */
export function previousModel({
  models,
  history,
}: Pick<DomainModelsView, 'models' | 'history'>): ModelChangeView | undefined {
  const present = models.find(({ role }) => role === 'active')?.digest;
  return history.findLast(
    ({ change, digest, refused }) =>
      (change === 'active' || change === 'started') && refused === undefined && digest !== present,
  );
}
