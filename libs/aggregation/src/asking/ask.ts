import type { Hypothesis, SlotValue, Utterance } from '@tiebreak/interpretation';
import type { Decision } from '../decide';
import type { Resolution, Resolver } from '../resolve';
import { type HypothesisSignals, withMatches } from './entity-matches';
import { wordsToFind } from './words-to-find';
import { type Hop, type HopAnswer, hopDeadline, type HopFailure, type HopOutcome } from './hops';

/** Words, and who said them. */
export interface AskRequest extends Utterance {
  readonly requestId: string;
  /** Opaque; empty for an anonymous user. */
  readonly userId: string;
  readonly explain: boolean;
}

/** What a catalogue is asked for once it is decided what was meant. */
export interface EntityRequest extends Pick<AskRequest, 'requestId' | 'context' | 'userId' | 'explain'> {
  readonly domain: string;
  readonly intent: string;
  readonly slots: readonly SlotValue[];
  /** Words to find it by; empty only when there are neither slots nor words. */
  readonly query: string;
}

/** The limits of one hop. */
export interface HopLimits {
  readonly deadlineMs: number;
  /** Raised when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

/** The port to what understands words: every domain's hypotheses. Settles within its deadline, and does not reject. */
export interface Interpreter {
  interpret(request: AskRequest, limits: HopLimits): Promise<HopAnswer<readonly Hypothesis[]>>;
}

/**
 * The port to what knows how well catalogues support hypotheses: the signals of those that it knows something of. Settles
 * within its deadline, and does not reject.
 */
export interface EntityMatcher {
  match(
    requestId: string,
    hypotheses: readonly Hypothesis[],
    limits: HopLimits,
  ): Promise<HopAnswer<readonly HypothesisSignals[]>>;
}

/** The port to what finds entities; what is found is passed on as it is. Settles within its deadline, and does not reject. */
export interface EntityFinder<Found> {
  find(request: EntityRequest, limits: HopLimits): Promise<HopAnswer<Found>>;
}

/** What came of an ask. */
export type Asked<Found> =
  | {
      readonly status: 'resolved';
      readonly requestId: string;
      readonly resolution: Resolution;
      /** Absent when nothing was decided, when nothing finds entities here, and when that failed. */
      readonly found?: Found;
      /** Of the hops that were made, in their order. */
      readonly hops: readonly HopOutcome[];
    }
  /** The words were not understood, so that there was nothing to resolve. */
  | (HopFailure & { readonly hops: readonly HopOutcome[] });

export interface AskerOptions<Found> {
  readonly interpreter: Interpreter;
  /** Absent: hypotheses are resolved with the signals that the interpreter gave them. */
  readonly matcher?: EntityMatcher | undefined;
  readonly resolver: Resolver;
  /** Absent: nothing is searched for. */
  readonly finder?: EntityFinder<Found> | undefined;
  /** What a domain has to answer at most, in milliseconds; less when resolving has less. */
  readonly domainDeadlineMs: number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Does the work of one hop; for traces. */
  readonly around?: <T>(hop: Hop, work: () => Promise<T>) => Promise<T>;
}

/** From words to entities, within `deadlineMs`. */
export type Asker<Found> = (request: AskRequest, limits: HopLimits) => Promise<Asked<Found>>;

/**
 * Words in: interpret, match, resolve, search. What a failed hop leaves is still answered: without signals hypotheses are
 * resolved by what else is known of them, without entities the resolution stands, and only without hypotheses there is
 * nothing to say.
 */
export function createAsker<Found>(options: AskerOptions<Found>): Asker<Found> {
  const { interpreter, matcher, resolver, finder, domainDeadlineMs, now } = options;
  const around = options.around ?? ((_hop, work) => work());

  return async (request, { deadlineMs, gone }) => {
    const start = now();
    const hops: HopOutcome[] = [];
    const hop = async <T>(
      toCome: readonly [Hop, ...Hop[]],
      work: (limits: HopLimits) => Promise<T>,
      errorOf: (answer: T) => string,
    ): Promise<T> => {
      const began = now();
      const limits = { deadlineMs: hopDeadline(toCome, deadlineMs - (began - start)), gone };
      const answer = await around(toCome[0], () => work(limits));
      hops.push({ hop: toCome[0], latencyMs: now() - began, error: errorOf(answer) });
      return answer;
    };
    const last: readonly Hop[] = finder === undefined ? [] : ['search'];
    const matching: readonly Hop[] = matcher === undefined ? [] : ['match'];

    const interpreted = await hop(
      ['nlu', ...matching, 'resolve', ...last],
      (limits) => interpreter.interpret(request, limits),
      failureOf,
    );
    if (interpreted.status !== 'answered') return { ...interpreted, hops };

    const { requestId, utterance, locale, context, explain } = request;
    const supported = async (hypotheses: readonly Hypothesis[]): Promise<readonly Hypothesis[]> => {
      if (matcher === undefined || hypotheses.length === 0) return hypotheses;
      const matched = await hop(
        ['match', 'resolve', ...last],
        (limits) => matcher.match(requestId, hypotheses, limits),
        failureOf,
      );
      return matched.status === 'answered' ? withMatches(hypotheses, matched.answer) : hypotheses;
    };
    const hypotheses = await supported(interpreted.answer);
    const toResolve = { requestId, utterance, locale, context, explain, upstreamVersions: {} };
    const resolution = await hop(
      ['resolve', ...last],
      (limits) => resolver({ ...toResolve, hypotheses }, Math.max(1, Math.min(domainDeadlineMs, limits.deadlineMs))),
      // A domain that failed is one of the outcomes; resolving itself goes on without it.
      () => '',
    );

    const resolved = { status: 'resolved', requestId, resolution, hops } as const;
    const chosen = chosenHypothesis(resolution);
    if (finder === undefined || chosen === undefined || gone.aborted) return resolved;
    const found = await hop(['search'], (limits) => finder.find(entityRequest(request, chosen), limits), failureOf);
    return found.status === 'answered' ? { ...resolved, found: found.answer } : resolved;
  };
}

function failureOf(answer: HopAnswer<unknown>): string {
  return answer.status === 'answered' ? '' : answer.error;
}

/** What is acted on, or would be after a yes. A question between several, and handing over, decide nothing yet. */
function chosenHypothesis({ decision, ranked }: Resolution): Hypothesis | undefined {
  const decided: readonly Decision['kind'][] = ['act', 'confirm'];
  if (!decided.includes(decision.kind)) return undefined;
  const id = decision.options[0]?.hypothesisId;
  return ranked.find(({ hypothesis }) => hypothesis.id === id)?.hypothesis;
}

function entityRequest(request: AskRequest, { domain, intent, slots }: Hypothesis): EntityRequest {
  const { requestId, context, userId, explain, utterance } = request;
  return { requestId, domain, intent, slots, query: wordsToFind(slots, utterance), context, userId, explain };
}
