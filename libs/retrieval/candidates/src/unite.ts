import type { Candidate, CandidateSource, UnitedCandidate } from './candidate-generator';

/**
 * The candidates of all strategies, each once, in the order in which they are first met.
 * @param lists by strategy, each by falling score without repetitions
 */
export function unite(lists: ReadonlyMap<string, readonly Candidate[]>): UnitedCandidate[] {
  const sources = new Map<string, CandidateSource[]>();
  for (const [strategy, candidates] of lists) {
    const [best, worst] = [candidates[0]?.score ?? 0, candidates.at(-1)?.score ?? 0];
    candidates.forEach(({ id, score }, i) => {
      const normalisedScore = best === worst ? 1 : (score - worst) / (best - worst);
      const source = { strategy, rank: i + 1, score, normalisedScore };
      const known = sources.get(id);
      if (known === undefined) sources.set(id, [source]);
      else known.push(source);
    });
  }
  return [...sources].map(([id, found]) => ({ id, sources: found }));
}
