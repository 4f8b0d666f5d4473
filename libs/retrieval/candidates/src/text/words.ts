import { stemmer } from 'stemmer';
import { normalise } from '@tiebreak/understanding';
import { STOP_WORDS } from './stop-words';

/** Longer queries are cut: nobody means the thousandth word. */
const MOST_WORDS = 64;

/**
 * The words of a query that are searched for, in order, with repetitions, which weigh. Words that only put the question
 * are left out, unless there are no others.
 * @param most words that are read
 */
export function searchWords(text: string, most = MOST_WORDS): string[] {
  const all = normalise(text).split(' ').filter(Boolean).slice(0, most);
  const telling = all.filter((word) => !STOP_WORDS.has(word));
  return telling.length > 0 ? telling : all;
}

/** The stems of a text, with repetitions. @see Porter, "An algorithm for suffix stripping", Program 14(3), 1980 */
export function stems(text: string, most = MOST_WORDS): string[] {
  return searchWords(text, most).map((word) => stemmer(word));
}
