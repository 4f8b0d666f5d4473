import { FieldReader, get, LIMITS, type Reading } from '@tiebreak/interpretation';
import type { RolloutRequest } from './views';

const ACTIONS = ['canary', 'shadow', 'activate', 'rollback', 'end'] as const;

/** Checks and reads the decoded body of a rollout. */
export function readRolloutRequest(message: unknown): Reading<RolloutRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const given = get(source, 'action');
  const action = ACTIONS.find((name) => name === given);
  if (action === undefined) {
    reader.reject('action', `one of ${ACTIONS.join(', ')}`, given);
    return reader.finish({ action: 'end' });
  }
  if (action === 'end') return reader.finish({ action });
  const bundle = reader.text(source, 'bundle', LIMITS.text, 'required');
  if (action === 'activate' || action === 'rollback') return reader.finish({ action, bundle });
  const trafficShare = reader.double(source, 'trafficShare') ?? NaN;
  if (!(trafficShare >= 0 && trafficShare <= 1))
    reader.reject('trafficShare', 'a share from 0 to 1', get(source, 'trafficShare'));
  return reader.finish({ action, bundle, trafficShare });
}
