import { doubleMetaphone } from 'double-metaphone';
import { normalise } from '@tiebreak/understanding';

const GRAM = 3;
/** A word's sound counts as much as so many of its letters' sequences. */
const SOUND = 1.5;
const MOST_CHARACTERS = 200;

/**
 * What stays of a text when a letter is mistyped or a word is misheard: the sequences of three letters of its words,
 * with their ends marked, and the sound of each word. How often each occurs.
 * @see McNamee & Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", Inf. Retrieval 7, 2004;
 *   Philips, "The Double Metaphone Search Algorithm", 2000
 */
export function characterGrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (gram: string, weight: number): void => {
    counts.set(gram, (counts.get(gram) ?? 0) + weight);
  };
  for (const word of normalise(text.slice(0, MOST_CHARACTERS)).split(' ')) {
    if (word === '') continue;
    const padded = ` ${word} `;
    for (let i = 0; i + GRAM <= padded.length; i++) add(padded.slice(i, i + GRAM), 1);
    const [sound] = doubleMetaphone(word);
    if (sound.length > 1) add(`~${sound}`, SOUND);
  }
  return counts;
}
