import type { HopAnswer } from '@tiebreak/aggregation';
import { traced } from '@tiebreak/telemetry';

/** Calls another service as a span of the request's trace, which says how that ended. */
export function tracedHop<T>(name: string, call: () => Promise<HopAnswer<T>>): Promise<HopAnswer<T>> {
  return traced(name, 'client', undefined, async (say) => {
    const answer = await call();
    say({
      'tiebreak.status': answer.status,
      ...(answer.status === 'answered' ? {} : { 'tiebreak.error': answer.error }),
    });
    return answer;
  });
}
