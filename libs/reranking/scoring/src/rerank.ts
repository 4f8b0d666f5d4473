import { byScore, type NBestList, probability, type RankedHypothesis } from '@tiebreak/interpretation';
import { explainRows } from './explain';
import type { ScoringModel } from './scoring-model';

/** One domain's own hypotheses of an utterance, to be scored by its re-ranker. */
export interface RerankRequest extends NBestList {
  readonly requestId: string;
  /** Whether contributions are wanted. */
  readonly explain: boolean;
  /** Version of the domain's NLU that made the hypotheses; empty when unknown. */
  readonly upstreamVersion: string;
}

const NONE: RankedHypothesis['contributions'] = [];

/**
 * Extracts features, scores all hypotheses in one call and sorts them: descending score, then request order.
 * @throws Error when the model gives something other than one probability a row
 */
export async function rerank(
  model: ScoringModel,
  request: Pick<RerankRequest, keyof NBestList | 'explain'>,
): Promise<RankedHypothesis[]> {
  const rows = model.schema.extract(request);
  const scores = await model.score(rows);
  if (scores.length !== request.hypotheses.length) {
    throw new Error(
      `expected ${request.hypotheses.length} scores of ${model.version.domain}@${model.version.version}, got ${scores.length}`,
    );
  }
  const explanations = request.explain ? await explainRows(model, rows) : [];
  return byScore(
    request.hypotheses.map((hypothesis, i) => {
      const score = probability(scores[i]!);
      const contributions = request.explain ? explanations[i]!.contributions : NONE;
      return { hypothesis, score, contributions, fallback: false, bundleScore: score };
    }),
  );
}
