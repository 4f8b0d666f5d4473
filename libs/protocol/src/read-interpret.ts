import { FieldReader, get, LIMITS, type Reading } from '@tiebreak/interpretation';

/** An utterance to be understood by every domain. */
export interface InterpretRequest {
  readonly requestId: string;
  readonly utterance: string;
  /** Hypotheses of each domain. */
  readonly nBest: number;
}

/**
 * Checks and reads an `InterpretRequest`: decoded protobuf or proto3 JSON alike. An n_best of 0 is one that was left out.
 * @param range of n_best, and what it is when it is left out
 */
export function readInterpretRequest(
  message: unknown,
  { least, usual, most }: { readonly least: number; readonly usual: number; readonly most: number },
): Reading<InterpretRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const utterance = reader.text(source, 'utterance', LIMITS.text, 'required');
  if (utterance !== '' && utterance.trim() === '') reader.reject('utterance', 'words', get(source, 'utterance'));
  reader.text(source, 'locale', LIMITS.name, 'optional');
  const asked = reader.uint32(source, 'nBest') ?? 0;
  if (asked !== 0 && (asked < least || asked > most))
    reader.reject('nBest', `a whole number from ${least} to ${most}, or 0 for ${usual}`, asked);
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'optional'),
    utterance,
    nBest: asked === 0 ? usual : asked,
  });
}
