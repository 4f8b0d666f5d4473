import { commandLength } from '../query/commands';
import { type KnownWords, readMentions } from '../query/mentions';

/** Longer titles are long enough to be found by their words. */
const MOST_WORDS = 12;
/** Any four digits may be a year some day. */
const ANY_YEAR = 9_999;

/** The titles whose words would be understood as something else; all normalised. */
export function guardedTitles(titles: Iterable<string>, known: KnownWords): Set<string> {
  const guarded = new Set<string>();
  for (const title of titles) {
    const words = title.split(' ');
    if (title === '' || words.length > MOST_WORDS) continue;
    const asksForAction = commandLength([...words, ''], () => false) > 0;
    if (
      asksForAction ||
      words.includes('by') ||
      words.includes('from') ||
      readMentions(words, known, ANY_YEAR).length > 0
    )
      guarded.add(title);
  }
  return guarded;
}
