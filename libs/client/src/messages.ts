import { readResolveRequest, toResolveRequestMessage } from '@tiebreak/protocol';
import type * as wire from '@tiebreak/protocol/wire';
import { InvalidRequestError } from './errors';

/** `Message` with only `Required` to be given; the rest has the defaults of proto3. */
export type Given<Message, Required extends keyof Message> = {
  readonly [Field in Required]-?: NonNullable<Message[Field]>;
} & {
  readonly [Field in Exclude<keyof Message, Required>]?: Message[Field] | undefined;
};

/** One filled slot. Offsets count UTF-16 code units of the utterance: both or neither. */
export type SlotValue = Given<wire.SlotValue, 'name' | 'value'>;

/** What one domain's NLU gave a hypothesis: three probabilities, each in [0, 1]. */
export type UpstreamScores = Given<wire.UpstreamScores, 'domain' | 'intent' | 'ner'>;

/** One reading of an utterance by one domain. */
export interface Hypothesis extends Given<Omit<wire.Hypothesis, 'slots' | 'scores'>, 'domain' | 'intent'> {
  /** At most 64. */
  readonly slots?: readonly SlotValue[] | undefined;
  readonly scores: UpstreamScores;
}

/** What is asked: the words, what is known beside them, and all domains' hypotheses. */
export interface ResolveRequest extends Given<Omit<wire.ResolveRequest, 'context' | 'hypotheses'>, 'utterance'> {
  readonly context?: Partial<wire.Context> | undefined;
  /** 1 to 256, of any domains, at most 64 of one. */
  readonly hypotheses: readonly Hypothesis[];
}

/** A hypothesis and its calibrated score. */
export interface RankedHypothesis extends Omit<wire.RankedHypothesis, 'hypothesis'> {
  readonly hypothesis: wire.Hypothesis;
}

/** What became of one domain. */
export interface DomainOutcome extends Omit<wire.DomainOutcome, 'status'> {
  readonly status: `${wire.DomainStatus}`;
}

/** What to do. */
export interface Decision extends Omit<wire.Decision, 'kind'> {
  readonly kind: `${wire.DecisionKind}`;
}

/** The answer: one ranking over all domains, and what to do. */
export interface Resolution {
  /** As it was asked; the aggregator's own when none was. */
  readonly requestId: string;
  /** By descending score, then in the order of the request. */
  readonly ranked: readonly RankedHypothesis[];
  /** One for each domain named in the request, in name order. */
  readonly outcomes: readonly DomainOutcome[];
  readonly decision: Decision;
}

/**
 * The message of a request, checked by the same reader as the aggregator's, so that what would be refused is not sent.
 * @throws InvalidRequestError with everything that is wrong
 */
export function toMessage(request: ResolveRequest): wire.ResolveRequest {
  const reading = readResolveRequest(request);
  if (!reading.ok) throw InvalidRequestError.of(reading.violations);
  return toResolveRequestMessage(reading.value);
}

/** @throws Error when the answer lacks what every aggregator gives */
export function fromMessage({ requestId, ranked, outcomes, decision }: wire.ResolveResponse): Resolution {
  if (decision === undefined || ranked.some(({ hypothesis }) => hypothesis === undefined))
    throw new Error('expected an answer with a decision and hypotheses, got one without');
  return { requestId, ranked: ranked as readonly RankedHypothesis[], outcomes, decision };
}
