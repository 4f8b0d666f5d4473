import type { ServiceMetrics } from '@tiebreak/telemetry';
import { Admission } from './admission';

/** The admission of a service, by the clock of its process, whose metrics show what it does. */
export function measuredAdmission(metrics: ServiceMetrics): Admission {
  const admission = new Admission({
    now: () => performance.now(),
    random: Math.random,
    refused: (ms) => {
      metrics.overCapacity(ms);
    },
  });
  metrics.watchAdmission(() => admission.state);
  return admission;
}
