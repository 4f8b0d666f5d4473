import type { Random } from '@tiebreak/statistics';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A text with one slip of the fingers: a letter left out, doubled, replaced or exchanged with the next; not the first. */
export function withTypo(text: string, random: Random): string {
  const places = Array.from(text.matchAll(/\p{L}/gu), ({ index }) => index).filter((i) => i > 0);
  const at = places[random.integer(places.length)]!;
  const letter = text[at]!;
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  switch (random.integer(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + LETTERS[random.integer(LETTERS.length)]! + after;
    default:
      return after === '' ? before + letter + letter : before + after[0]! + letter + after.slice(1);
  }
}
