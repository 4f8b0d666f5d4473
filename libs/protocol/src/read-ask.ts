import type { AskRequest } from '@tiebreak/aggregation';
import {
  FieldReader,
  get,
  type Hypothesis,
  LIMITS,
  readHypotheses,
  type Reading,
  readUtterance,
} from '@tiebreak/interpretation';

/** Checks and reads an `AskRequest`: decoded protobuf or proto3 JSON alike. Unlike elsewhere, words are required. */
export function readAskRequest(message: unknown): Reading<AskRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'optional'),
    ...readUtterance(reader, source, 'required'),
    userId: reader.text(source, 'userId', LIMITS.name, 'optional'),
    explain: reader.flag(source, 'explain'),
  });
}

/**
 * Checks and reads an `InterpretResponse`: an NLU of somebody else's may answer anything. No hypothesis at all is an
 * answer too.
 * @param utterance what was asked, which offsets have to lie in
 */
export function readInterpretResponse(message: unknown, utterance: string): Reading<readonly Hypothesis[]> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const given = get(source, 'hypotheses') ?? [];
  if (Array.isArray(given) && given.length === 0) return { ok: true, value: [] };
  return reader.finish(readHypotheses(reader, source, utterance, LIMITS.hypotheses));
}
