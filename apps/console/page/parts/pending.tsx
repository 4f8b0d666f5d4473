import type { ComponentChildren } from 'preact';
import type { ApiError } from '../browser/api';
import { Notice } from './notice';

/** A view that is on its way, is not to be had, or is there; an error of a later try stands above what is there. */
export function Pending<T>({ view, error, missing, children }: PendingProps<T>) {
  if (error?.status === 404 || error?.status === 501) return <Notice kind="hint">{missing}</Notice>;
  return (
    <>
      {error !== undefined && <Notice kind="error">{error.message}</Notice>}
      {view === undefined ? error === undefined && <p class="note">Asking …</p> : children(view)}
    </>
  );
}

interface PendingProps<T> {
  readonly view: T | undefined;
  readonly error: ApiError | undefined;
  /** Said when the aggregator does not have this view. */
  readonly missing: string;
  readonly children: (view: T) => ComponentChildren;
}
