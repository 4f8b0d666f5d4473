import { FILLERS } from './fillers';
import type { Mention } from './mentions';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The mentions that constrain, rather than being words of a name: all of them when nothing else is said ("90s rock"); else
 * types at an edge ("the film dune", "dune movie"), years that a preposition or a decade makes certain, and what
 * touches one of these ("80s french comedy films"). "War" in "war of the worlds" stays a word.
 * @param taken spans that are understood already, such as a creator after "by"
 */
export function firmMentions(
  words: readonly string[],
  mentions: readonly Mention[],
  taken: readonly Span[],
): readonly Mention[] {
  const covered = words.map((_, i) => [...mentions, ...taken].some(({ start, end }) => start <= i && i < end));
  const unknown = words.flatMap((word, i) => (covered[i] === true || FILLERS.has(word) ? [] : [i]));
  if (unknown.length === 0) return mentions;
  const firm = new Set(mentions.filter((mention) => standsAlone(mention, unknown)));
  // Once to the right and once to the left reaches everything that touches.
  for (const order of [mentions, mentions.toReversed()])
    order.forEach((mention, i) => {
      const before = order[i - 1];
      if (before !== undefined && firm.has(before) && touch(words, before, mention)) firm.add(mention);
    });
  return mentions.filter((mention) => firm.has(mention));
}

function standsAlone(mention: Mention, unknown: readonly number[]): boolean {
  switch (mention.kind) {
    case 'type':
      return unknown.every((i) => i >= mention.end) || unknown.every((i) => i < mention.start);
    case 'years':
      return mention.certain;
    case 'tag':
    case 'language':
    case 'order':
      return false;
  }
}

/** Whether nothing but small words stands between two mentions. */
function touch(words: readonly string[], a: Span, b: Span): boolean {
  const [left, right] = a.start < b.start ? [a, b] : [b, a];
  return words.slice(left.end, right.start).every((word) => FILLERS.has(word));
}
