import { environment } from '@tiebreak/configuration';
import { Refusal } from './refusal';

/** The date that reproducible builds agree on, in seconds since 1970; undefined unless it is set. */
export function sourceDate(): number | undefined {
  const text = environment().SOURCE_DATE_EPOCH ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,12}$/.test(text)) throw new Refusal(`SOURCE_DATE_EPOCH: expected seconds since 1970, got ${text}`);
  return Number(text);
}
