import type { ComponentChildren } from 'preact';
import { usePolled } from '../browser/use-polled';
import { Notice } from './notice';

/** Whoever looks sees a change within this. */
const EVERY_MS = 5_000;
/** Statuses of HTTP by which an aggregator says that it has no such view. */
const MISSING = [404, 501];

/** A page of a view that is asked for again and again; an error of a later try stands above what is there. */
export function LivePage<T>({ title, lead, path, missing, children }: LivePageProps<T>) {
  const { view, error, refresh } = usePolled<T>(path, EVERY_MS);
  const failure = error.value;
  const isMissing = failure !== undefined && MISSING.includes(failure.status);
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {isMissing && <Notice kind="hint">{missing}</Notice>}
      {failure !== undefined && !isMissing && <Notice kind="error">{failure.message}</Notice>}
      {view.value !== undefined && children(view.value, () => void refresh())}
      {view.value === undefined && failure === undefined && <p class="note">Asking …</p>}
    </>
  );
}

interface LivePageProps<T> {
  readonly title: string;
  readonly lead: ComponentChildren;
  /** Of the view. */
  readonly path: string;
  /** Said when the aggregator does not have this view. */
  readonly missing: string;
  /** @param refresh asks at once */
  readonly children: (view: T, refresh: () => void) => ComponentChildren;
}
