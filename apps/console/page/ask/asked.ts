import { signal } from '@preact/signals';
import type { wire } from '@tiebreak/protocol';
import { type AnswerView, answerView } from '../view/answer-view';
import type { Received } from '../view/received';

/** Devices that the shipped models know; any other is legal. */
export const DEVICES = ['voice_only', 'fire_tv', 'tablet', 'phone'] as const;

export const EXAMPLES = [
  'play mary poppins',
  'find harry potter',
  'play music by queen',
  'what films are showing nearby',
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

/** How many questions were asked: the answer to the last one counts, whichever comes first. */
let questions = 0;

/** Asks the question that stands on the page; an answer to an earlier one that is still on its way is left aside. */
export async function ask(send: Send): Promise<void> {
  const question = asked.question.value;
  if (question.utterance.trim() === '') return;
  const number = ++questions;
  asked.busy.value = true;
  try {
    const response = await send<Received<wire.AskResponse>>('/v1/ask', {
      utterance: question.utterance,
      locale: 'en-US',
      context: { device: question.device },
      userId: question.userId,
      explain: true,
    });
    if (number !== questions) return;
    asked.answered.value = question;
    asked.answer.value = answerView(response);
    asked.error.value = undefined;
  } catch (error) {
    if (number === questions) asked.error.value = (error as Error).message;
  } finally {
    if (number === questions) asked.busy.value = false;
  }
}

/** Searches for a hypothesis of the answer that the user chose, since nothing was searched while it was open. */
export async function searchFor(send: Send, hypothesisId: string): Promise<void> {
  const [answer, question] = [asked.answer.value, asked.answered.value];
  const chosen = answer?.hypotheses.find(({ id }) => id === hypothesisId);
  if (answer === undefined || question === undefined || chosen === undefined) return;
  const { domain, intent, slots, message } = chosen;
  const { wordsToFind } = await import('./words-to-find');
  const search = await send<Received<wire.SearchResponse>>('/v1/search', {
    ...{ requestId: answer.requestId, domain, intent, slots: message.slots ?? [] },
    // What people do is remembered by the words, as when the aggregator searches by itself.
    query: wordsToFind(slots, question.utterance),
    ...{ limit: RESULTS, explain: true },
    context: { device: question.device },
    userId: question.userId,
  });
  // Another answer may stand there by now.
  if (asked.answer.value === answer) asked.answer.value = { ...answer, search };
}
