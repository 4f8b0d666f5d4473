/** The distinct words of an entity, and its tags. */
export interface TaggedWords {
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

/** Words that the prior is worth: what the whole sample says of a word, as if it had been seen this often more. */
const PRIOR_WORDS = 500;
/** Entities that a tag needs before its words mean anything. */
const FEWEST_ENTITIES = 8;
/** Standard deviations from no difference; with thousands of words tried, 3 lets little chance through. */
const LEAST_Z = 3;
const MOST_WORDS = 200;

/**
 * For each tag its characteristic words, with the difference of their log-odds between entities with the tag and those
 * without, under a Dirichlet prior made of all words.
 * @see Monroe, Colaresi & Quinn, "Fightin' Words", Political Analysis 2008, equations 16 and 22
 */
export function characteristicWords(sample: readonly TaggedWords[]): Map<string, Map<string, number>> {
  const everywhere = new Map<string, number>();
  const within = new Map<string, Map<string, number>>();
  const entities = new Map<string, number>();
  for (const { words, tags } of sample) {
    for (const word of words) increase(everywhere, word);
    for (const tag of tags) {
      increase(entities, tag);
      const counts = within.get(tag) ?? new Map<string, number>();
      within.set(tag, counts);
      for (const word of words) increase(counts, word);
    }
  }
  const all = total(everywhere);
  const evidence = new Map<string, Map<string, number>>();
  for (const [tag, counts] of within) {
    if (entities.get(tag)! < FEWEST_ENTITIES) continue;
    const inside = total(counts);
    const scored = [...everywhere].flatMap(([word, count]) => {
      const here = counts.get(word) ?? 0;
      const prior = (PRIOR_WORDS * count) / all;
      const there = count - here;
      const difference = logOdds(here, inside, prior) - logOdds(there, all - inside, prior);
      const z = difference / Math.sqrt(1 / (here + prior) + 1 / (there + prior));
      return Math.abs(z) >= LEAST_Z ? [{ word, difference, z: Math.abs(z) }] : [];
    });
    const best = scored.sort((a, b) => b.z - a.z).slice(0, MOST_WORDS);
    if (best.length > 0) evidence.set(tag, new Map(best.map(({ word, difference }) => [word, difference])));
  }
  return evidence;
}

/** Equation 16 for one side: the log-odds of a word, smoothed by its prior. */
function logOdds(count: number, words: number, prior: number): number {
  return Math.log((count + prior) / (words + PRIOR_WORDS - count - prior));
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
