import { type Hypothesis, logit, sigmoid, type UpstreamScores } from '@tiebreak/interpretation';
import type { ResolveRequest, Resolver } from './resolve';

/** One change of evidence that would put another hypothesis first, everything else as it was. */
export interface Flip {
  readonly hypothesisId: string;
  /** The evidence that changes, e.g. `scores.intent`. */
  readonly evidence: string;
  readonly from: number;
  /** The nearest value found, on the scale of log-odds, at which the first place changes hands. */
  readonly to: number;
  /** The hypothesis that is first then. */
  readonly winner: string;
}

const SCORES = ['domain', 'intent', 'ner'] as const;
/** Scores move within the log-odds of 1e-6 and 1 - 1e-6, the range that features tell apart. */
const FARTHEST: number = logit(1 - 1e-6);
const STEPS = 28;
const BISECTIONS = 16;

/**
 * What would flip the first two: for each upstream score of the first (falling) and of the second (rising), the smallest
 * change that gives the first place to another. Searched by resolving again, so it holds for any model.
 * @returns the smallest change first; empty when no single score can do it, or fewer than two hypotheses are ranked
 */
export async function findFlips(resolver: Resolver, request: ResolveRequest, deadlineMs: number): Promise<Flip[]> {
  const { ranked } = await resolver(request, deadlineMs);
  const [first, second] = ranked.map(({ hypothesis }) => hypothesis);
  if (first === undefined || second === undefined) return [];
  const flips: (Flip & { distance: number })[] = [];
  for (const [changed, end] of [
    [first, -FARTHEST],
    [second, FARTHEST],
  ] as const) {
    for (const score of SCORES) {
      const from = logit(changed.scores[score]);
      const winnerAt = async (logOdds: number): Promise<string> => {
        const moved = await resolver(withScore(request, changed, score, logOdds), deadlineMs);
        return moved.ranked[0]!.hypothesis.id;
      };
      const to = await nearestChange(async (logOdds) => (await winnerAt(logOdds)) !== first.id, from, end);
      if (to === undefined) continue;
      flips.push({
        hypothesisId: changed.id,
        evidence: `scores.${score}`,
        from: changed.scores[score],
        to: sigmoid(to),
        winner: await winnerAt(to),
        distance: Math.abs(to - from),
      });
    }
  }
  flips.sort((a, b) => a.distance - b.distance);
  return flips.map(({ distance: _, ...flip }) => flip);
}

/** The value nearest to `from`, on the way to `end`, at which `holds`; a grid first, because it need not be monotone. */
async function nearestChange(
  holds: (x: number) => Promise<boolean>,
  from: number,
  end: number,
): Promise<number | undefined> {
  if ((end - from) * Math.sign(end) <= 0) return undefined;
  let before = from;
  for (let step = 1; step <= STEPS; step++) {
    let after = from + ((end - from) * step) / STEPS;
    if (await holds(after)) {
      for (let i = 0; i < BISECTIONS; i++) {
        const middle = (before + after) / 2;
        if (await holds(middle)) after = middle;
        else before = middle;
      }
      return after;
    }
    before = after;
  }
  return undefined;
}

function withScore(
  request: ResolveRequest,
  changed: Hypothesis,
  score: keyof UpstreamScores,
  logOdds: number,
): ResolveRequest {
  const replace = (hypothesis: Hypothesis): Hypothesis =>
    hypothesis.id === changed.id
      ? { ...hypothesis, scores: { ...hypothesis.scores, [score]: sigmoid(logOdds) } }
      : hypothesis;
  return { ...request, explain: false, hypotheses: request.hypotheses.map(replace) };
}
