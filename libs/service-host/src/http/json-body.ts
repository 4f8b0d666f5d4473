import { UnsupportedMediaTypeException } from '@nestjs/common';
import { describeValue } from '@tiebreak/interpretation';
import { RequestRefused } from '../request-refused';

/**
 * Decodes a request body as strict UTF-8 and JSON; the framework's own parser would replace broken characters.
 * @param body raw bytes, as the body parser leaves a JSON body
 * @throws RequestRefused when it does not decode, UnsupportedMediaTypeException when it was not sent as JSON
 */
export function readJsonBody(body: unknown): unknown {
  if (!Buffer.isBuffer(body))
    throw new UnsupportedMediaTypeException('expected a body with Content-Type: application/json');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw refusal('UTF-8 text', 'bytes that are not UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal('JSON', text.trim() === '' ? 'nothing' : `${describeValue(text)} (${(error as Error).message})`);
  }
}

function refusal(expected: string, actual: string): RequestRefused {
  return new RequestRefused([{ field: '', expected, actual }]);
}
