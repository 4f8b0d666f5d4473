/**
 * The known name that a misspelled one was probably meant to be: the one with the fewest edits, where case and
 * punctuation are none, if fewer than half of the letters are edited. The earlier of equals.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const letters = lettersOf(name);
  let nearest: string | undefined;
  let fewest = Infinity;
  for (const candidate of known) {
    const others = lettersOf(candidate);
    const edits = editDistance(letters, others);
    if (edits < fewest && edits < Math.max(letters.length, others.length, 1) / 2)
      [nearest, fewest] = [candidate, edits];
  }
  return nearest;
}

function lettersOf(name: string): string[] {
  return Array.from(name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
}

/** Levenshtein distance of two texts, in characters. */
function editDistance(from: readonly string[], to: readonly string[]): number {
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries())
      row.push(Math.min(previous[j + 1]! + 1, row[j]! + 1, previous[j]! + (letter === other ? 0 : 1)));
    previous = row;
  }
  return previous[to.length]!;
}
