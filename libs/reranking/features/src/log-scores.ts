import { type Hypothesis, logit, type NBestList, productScore, type UpstreamScores } from '@tiebreak/interpretation';
import { rememberLast } from './remember-last';

/** Upstream scores below this are rounding of the upstream model, not evidence. */
const SMALLEST_SCORE = 1e-6;

const clip = (p: number): number => Math.min(Math.max(p, SMALLEST_SCORE), 1 - SMALLEST_SCORE);

/** ln p of a probability, at least ln 1e-6. */
export function clippedLog(p: number): number {
  return Math.log(Math.max(p, SMALLEST_SCORE));
}

/** Log-odds of a probability clipped to [1e-6, 1 - 1e-6]. */
export function clippedLogit(p: number): number {
  return logit(clip(p));
}

/** The three log-odds that products with one-hots use, in the order domain, intent, ner. */
export const upstreamLogOdds = rememberLast(
  ({ domain, intent, ner }: UpstreamScores): readonly [number, number, number] => [
    clippedLogit(domain),
    clippedLogit(intent),
    clippedLogit(ner),
  ],
);

/** Writes the three log-odds to `row[at]` and the two after it. */
export function writeLogOdds(row: Float32Array, at: number, scores: UpstreamScores): void {
  const [domain, intent, ner] = upstreamLogOdds(scores);
  row[at] = domain;
  row[at + 1] = intent;
  row[at + 2] = ner;
}

/** ln(domain * intent * ner), at least three times ln 1e-6. */
export function logProduct({ scores }: Hypothesis): number {
  return clippedLog(scores.domain) + clippedLog(scores.intent) + clippedLog(scores.ner);
}

/** Position of a hypothesis in its list by product score, 0 for the best; equals keep the list's order. */
export function upstreamRank(hypothesis: Hypothesis, { hypotheses }: NBestList): number {
  const own = productScore(hypothesis.scores);
  const position = hypotheses.indexOf(hypothesis);
  let before = 0;
  hypotheses.forEach((other, i) => {
    const score = productScore(other.scores);
    if (score > own || (score === own && i < position)) before++;
  });
  return before;
}
