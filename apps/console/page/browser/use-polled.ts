import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError, get } from './api';

/** The newest of a view that is asked for again and again. */
export interface Polled<T> {
  readonly view: Signal<T | undefined>;
  /** Of the last try; undefined after one that worked. What was there before stays. */
  readonly error: Signal<ApiError | undefined>;
  /** Asks at once. */
  readonly refresh: () => Promise<void>;
}

/** Asks for a view now and every so many milliseconds, while the page is looked at. */
export function usePolled<T>(path: string, everyMs: number): Polled<T> {
  const view = useSignal<T | undefined>(undefined);
  const error = useSignal<ApiError | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    try {
      view.value = await get<T>(path);
      error.value = undefined;
    } catch (failure) {
      error.value = failure instanceof ApiError ? failure : new ApiError(String(failure), 0);
    }
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const again = async (): Promise<void> => {
      if (!document.hidden) await refresh();
      if (!left) timer = setTimeout(() => void again(), everyMs);
    };
    const seen = (): void => {
      if (!document.hidden) void refresh();
    };
    document.addEventListener('visibilitychange', seen);
    void again();
    return () => {
      left = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [path, everyMs]);
  return { view, error, refresh };
}
