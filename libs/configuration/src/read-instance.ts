import { describeValue, type Violation } from '@tiebreak/interpretation';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { violationsOf } from './violations';

/**
 * Reads decoded JSON as an instance of a class whose fields are decorated, and says what is wrong with it.
 * @returns the instance, absent when it is no JSON object at all, with every field that its decorators refuse
 */
export function readInstance<T extends object>(
  type: new () => T,
  json: unknown,
): { readonly instance?: T; readonly violations: Violation[] } {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { violations: [{ field: '', expected: 'a JSON object', actual: describeValue(json) }] };
  const instance = plainToInstance(type, json);
  return { instance, violations: violationsOf(validateSync(instance)) };
}
