import { FieldReader, get, LIMITS, type Reading } from '@tiebreak/interpretation';
import { ModelRole } from './generated/tiebreak/v1/interpretation';

/** A bundle that is to become the active one. */
export interface Activation {
  /** Folder under the service's model root. */
  readonly bundle: string;
  /** Empty: not compared. */
  readonly expectedDigest: string;
  readonly allowRollback: boolean;
}

/** What is to stand beside the active model. */
export type RolloutChange =
  | { readonly bundle: ''; readonly role?: never }
  | { readonly bundle: string; readonly role: 'shadow' | 'canary'; readonly trafficShare: number };

/** A shadow costs work and no answers, so it sees everything; a canary begins small. */
const DEFAULT_SHARES = { shadow: 1, canary: 0.05 } as const;

/** Checks and reads a decoded `ActivateModelRequest`. */
export function readActivation(message: unknown): Reading<Activation> {
  const reader = new FieldReader();
  const source = reader.object(message);
  return reader.finish({
    bundle: reader.text(source, 'bundle', LIMITS.text, 'required'),
    expectedDigest: reader.text(source, 'expectedDigest', LIMITS.name, 'optional'),
    allowRollback: reader.flag(source, 'allowRollback'),
  });
}

/** Checks and reads a decoded `SetRolloutRequest`; without a bundle it ends the rollout, whatever else it says. */
export function readRolloutChange(message: unknown): Reading<RolloutChange> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const bundle = reader.text(source, 'bundle', LIMITS.text, 'optional');
  if (bundle === '') return reader.finish({ bundle });
  const role = readRole(reader, get(source, 'role'));
  const trafficShare = reader.double(source, 'trafficShare') ?? DEFAULT_SHARES[role];
  if (!(trafficShare >= 0 && trafficShare <= 1))
    reader.reject('trafficShare', 'a share from 0 to 1', get(source, 'trafficShare'));
  return reader.finish({ bundle, role, trafficShare });
}

function readRole(reader: FieldReader, value: unknown): 'shadow' | 'canary' {
  if (value === ModelRole.MODEL_ROLE_SHADOW) return 'shadow';
  if (value === ModelRole.MODEL_ROLE_CANARY) return 'canary';
  reader.reject('role', 'MODEL_ROLE_SHADOW or MODEL_ROLE_CANARY', value);
  return 'shadow';
}
