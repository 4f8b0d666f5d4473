import { FieldReader, get, LIMITS, type Reading } from '@tiebreak/interpretation';
import type { OutcomeReport } from '@tiebreak/live-calibration';
import { readTimestamp } from './read-timestamp';
import { SEARCH_LIMITS } from './search-limits';

/**
 * Checks and reads a `RecordOutcomeRequest`: decoded protobuf or proto3 JSON alike. It has to say something, and nothing that
 * contradicts itself; whether the hypotheses are the request's own is for the log to say.
 * @param now milliseconds since 1970: when an outcome occurred that does not say so
 */
export function readOutcomeRequest(message: unknown, now: number): Reading<OutcomeReport> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const rightHypothesisId = reader.text(source, 'rightHypothesisId', LIMITS.name, 'optional');
  const wrongHypothesisIds = reader.list(source, 'wrongHypothesisIds', LIMITS.hypotheses, (element, i) => {
    const id = reader.text({ [i]: element }, String(i), LIMITS.name, 'required');
    if (id !== '' && id === rightHypothesisId) reader.reject(undefined, 'an id other than rightHypothesisId', id);
    return id;
  });
  const noneRight = reader.flag(source, 'noneRight');
  if (noneRight && rightHypothesisId !== '')
    reader.reject('noneRight', 'false, since rightHypothesisId names one that is right', true);
  if (!noneRight && rightHypothesisId === '' && wrongHypothesisIds.length === 0)
    reader.reject(undefined, 'rightHypothesisId, wrongHypothesisIds or noneRight', undefined);
  const occurredAt = readTimestamp(reader, source, 'occurredAt') ?? now;
  if (occurredAt < 0 || occurredAt > now + SEARCH_LIMITS.aheadMs)
    reader.reject('occurredAt', 'a time since 1970, at most an hour from now', get(source, 'occurredAt'));
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'required'),
    ...{ rightHypothesisId, wrongHypothesisIds, noneRight, occurredAt },
  });
}
