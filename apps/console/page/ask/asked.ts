import { signal } from '@preact/signals';
import type { wire } from '@tiebreak/protocol';
import { type AnswerView, answerView } from '../view/answer-view';
import type { Received } from '../view/received';

/** Devices that the shipped models know; any other is legal. */
export const DEVICES = ['voice_only', 'fire_tv', 'tablet', 'phone'] as const;

export const EXAMPLES = [
  'play mary poppins',
  'add dune to my reading list',
  'what films are showing nearby',
  'play something by nina simone',
] as const;

export interface Question {
  readonly utterance: string;
  readonly device: string;
  /** Opaque; empty for nobody in particular. */
  readonly userId: string;
}

/** What stands on the page: it is still there when the reader comes back from another page. */
export const asked = {
  question: signal<Question>({ utterance: '', device: DEVICES[0], userId: 'console' }),
  /** What the answer below is to. */
  answered: signal<Question | undefined>(undefined),
  answer: signal<AnswerView | undefined>(undefined),
  busy: signal(false),
  error: signal<string | undefined>(undefined),
};

/** Results that a reader takes in at once. */
const RESULTS = 10;

/** How a message is sent to the aggregator. */
export type Send = <T>(path: string, message: object) => Promise<T>;

/** Asks the question that stands on the page. A second one meanwhile waits for its turn to be typed. */
export async function ask(send: Send): Promise<void> {
  const question = asked.question.value;
  if (asked.busy.value || question.utterance.trim() === '') return;
  asked.busy.value = true;
  try {
    const response = await send<Received<wire.AskResponse>>('/v1/ask', {
      utterance: question.utterance,
      locale: 'en-US',
      context: { device: question.device },
      userId: question.userId,
      explain: true,
    });
    asked.answered.value = question;
    asked.answer.value = answerView(response);
    asked.error.value = undefined;
  } catch (error) {
    asked.error.value = (error as Error).message;
  } finally {
    asked.busy.value = false;
  }
}

/** Searches for a hypothesis of the answer that the user chose, since nothing was searched while it was open. */
export async function searchFor(send: Send, hypothesisId: string): Promise<void> {
  const [answer, question] = [asked.answer.value, asked.answered.value];
  const chosen = answer?.hypotheses.find(({ id }) => id === hypothesisId);
  if (answer === undefined || question === undefined || chosen === undefined) return;
  const { domain, intent, message } = chosen;
  const search = await send<Received<wire.SearchResponse>>('/v1/search', {
    ...{ requestId: answer.requestId, domain, intent, slots: message.slots ?? [], limit: RESULTS, explain: true },
    context: { device: question.device },
    userId: question.userId,
  });
  // Another answer may stand there by now.
  if (asked.answer.value === answer) asked.answer.value = { ...answer, search };
}
