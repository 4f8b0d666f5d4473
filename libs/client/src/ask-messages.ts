import { readAskRequest, toAskRequestMessage } from '@tiebreak/protocol';
import type * as wire from '@tiebreak/protocol/wire';
import { InvalidRequestError } from './errors';
import { fromMessage, type Given, type Resolution } from './messages';
import type { SearchAnswer } from './search-messages';

/** What is asked: the words, and what is known beside them. */
export interface AskRequest extends Given<Omit<wire.AskRequest, 'context'>, 'utterance'> {
  readonly context?: Partial<wire.Context> | undefined;
}

/** What one hop took, in milliseconds, and why it failed; its error is empty otherwise. */
export type HopOutcome = wire.HopOutcome;

/** The answer: what `resolve` would answer, and what was found. */
export interface Asked {
  /** As it was asked; the aggregator's own when none was. */
  readonly requestId: string;
  readonly resolution: Resolution;
  /** Entities for the first option; absent while a question is open, and when nothing was decided or search failed. */
  readonly search?: SearchAnswer;
  /** nlu, resolve, search, as far as they were made. */
  readonly hops: readonly HopOutcome[];
}

/** The message of a request, checked as the aggregator does. @throws InvalidRequestError with everything that is wrong */
export function toAskMessage(request: AskRequest): wire.AskRequest {
  const reading = readAskRequest(request);
  if (!reading.ok) throw InvalidRequestError.of(reading.violations);
  return toAskRequestMessage(reading.value);
}

/** @throws Error when the answer lacks what every aggregator gives */
export function fromAskMessage({ requestId, resolution, search, hops }: wire.AskResponse): Asked {
  if (resolution === undefined) throw new Error('expected an answer with a resolution, got one without');
  return { requestId, resolution: fromMessage(resolution), ...(search === undefined ? {} : { search }), hops };
}
