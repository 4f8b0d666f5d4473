import type { ServiceMetrics } from '@tiebreak/telemetry';
import { type AdminPage, jsonPage } from './admin-server';

/** What every admin address shows: whether the service takes calls, and its metrics. */
export function servicePages(
  service: { readonly serving: boolean },
  metrics: ServiceMetrics,
): Record<'/health' | '/metrics', () => AdminPage | Promise<AdminPage>> {
  return {
    '/health': () =>
      service.serving ? jsonPage(200, { status: 'SERVING' }) : jsonPage(503, { status: 'NOT_SERVING' }),
    '/metrics': async () => ({ status: 200, contentType: metrics.contentType, body: await metrics.text() }),
  };
}
