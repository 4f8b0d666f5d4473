import { calibrate } from '@tiebreak/calibration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { type LineOutcome, lineOutcome } from '@tiebreak/evaluation';
import { byScore, ofDomain, type ReferenceUtterance } from '@tiebreak/interpretation';
import type { DomainDefinition } from '@tiebreak/scoring';
import { scoreParts, type TrainedReranker, trainReranker, type TrainingOptions } from '@tiebreak/training';

/** The shipped domains, each trained alone. */
export const DOMAINS: readonly DomainDefinition[] = [books, music, video];

/** Trains every domain on its own hypotheses, one after the other. */
export async function trainAlone(
  train: readonly ReferenceUtterance[],
  development: readonly ReferenceUtterance[],
  options: Pick<TrainingOptions, 'kind' | 'seed'>,
): Promise<TrainedReranker[]> {
  const trained: TrainedReranker[] = [];
  for (const domain of DOMAINS) trained.push(await trainReranker(domain, train, development, complete(options)));
  return trained;
}

/** The options that ship. */
export function complete(options: Pick<TrainingOptions, 'kind' | 'seed'>): TrainingOptions {
  return { objective: 'r3', calibrator: 'auto', gateLines: 'left-out', ...options };
}

/** Merges what the re-rankers say of every line, computed by the library rather than by graphs: they agree to 1e-5. */
export function outcomesOf(rerankers: readonly TrainedReranker[], lines: readonly ReferenceUtterance[]): LineOutcome[] {
  return lines.map((line) => {
    const ranked = rerankers.flatMap(({ domain, schema, parts, calibrator }) => {
      const own = ofDomain(line, domain);
      const places = line.hypotheses.flatMap((hypothesis, index) => (hypothesis.domain === domain ? [index] : []));
      const logOdds = scoreParts(parts, schema.extract(own));
      return places.map((index, i) => ({ index, score: calibrate(calibrator, logOdds[i]!) }));
    });
    // Line order decides between equals.
    return lineOutcome(line, byScore(ranked.sort((a, b) => a.index - b.index)))!;
  });
}
