import { fitPlatt } from '@tiebreak/calibration';
import { characteristicWords, type TaggedWords } from './characteristic-words';
import type { ContentVocabulary, EvidenceCurve } from './content-vocabulary';

/** Entities with the tag, and without it, that a curve needs. */
const FEWEST_OUTCOMES = 4;
/** A companion stands with a tag this often, and this many times as often as with others. */
const FEWEST_TOGETHER = 3;
const LEAST_LIFT = 1.5;
const MOST_COMPANIONS = 5;

/**
 * What a sample of tagged entities teaches. One half gives the words, the other the curves that turn their evidence into
 * probabilities, so that evidence is not believed more than it deserves: words of a long text are not independent.
 */
export function learnContent(sample: readonly TaggedWords[]): Omit<ContentVocabulary, 'creatorTags'> {
  const wordsOfTag = characteristicWords(sample.filter((_, i) => i % 2 === 0));
  const evidence = byWord(wordsOfTag);
  const judged = sample.filter((_, i) => i % 2 === 1);
  const evidences = judged.map(({ words }) => evidenceOf(words, evidence));
  const curves = new Map<string, EvidenceCurve>();
  for (const tag of wordsOfTag.keys()) {
    const outcomes = judged.map(({ tags }) => (tags.includes(tag) ? 1 : 0));
    const count = outcomes.filter((outcome) => outcome === 1).length;
    if (Math.min(count, judged.length - count) < FEWEST_OUTCOMES) continue;
    const { slope, intercept } = fitPlatt(
      evidences.map((scores) => scores.get(tag) ?? 0),
      outcomes,
    );
    if (slope > 0) curves.set(tag, { slope, intercept });
  }
  return { evidence, curves, companions: companionsOf(sample) };
}

/** Every tag that the words speak of, with the sum of what they say. */
export function evidenceOf(words: readonly string[], evidence: ContentVocabulary['evidence']): Map<string, number> {
  const sums = new Map<string, number>();
  for (const word of words)
    for (const [tag, difference] of evidence.get(word) ?? []) sums.set(tag, (sums.get(tag) ?? 0) + difference);
  return sums;
}

function byWord(wordsOfTag: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, Map<string, number>> {
  const evidence = new Map<string, Map<string, number>>();
  for (const [tag, words] of wordsOfTag)
    for (const [word, difference] of words) {
      const tags = evidence.get(word) ?? new Map<string, number>();
      evidence.set(word, tags.set(tag, difference));
    }
  return evidence;
}

function companionsOf(sample: readonly TaggedWords[]): Map<string, Map<string, number>> {
  const alone = new Map<string, number>();
  const together = new Map<string, Map<string, number>>();
  for (const { tags } of sample)
    for (const tag of tags) {
      alone.set(tag, (alone.get(tag) ?? 0) + 1);
      const others = together.get(tag) ?? new Map<string, number>();
      together.set(tag, others);
      for (const other of tags) if (other !== tag) others.set(other, (others.get(other) ?? 0) + 1);
    }
  const companions = new Map<string, Map<string, number>>();
  for (const [tag, others] of together) {
    const shares = [...others]
      .filter(([, count]) => count >= FEWEST_TOGETHER)
      .map(([other, count]) => [other, count / alone.get(tag)!] as const)
      .filter(([other, share]) => share >= (LEAST_LIFT * alone.get(other)!) / sample.length)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_COMPANIONS);
    if (shares.length > 0) companions.set(tag, new Map(shares));
  }
  return companions;
}
