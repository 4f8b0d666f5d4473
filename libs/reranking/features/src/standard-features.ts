import { intent, intentScores, contextAttribute, contextAttributeScores } from './extractors/one-hot';
import { agreement } from './extractors/agreement';
import { margins } from './extractors/margins';
import { posteriorShare } from './extractors/posterior';
import { scoreProducts } from './extractors/score-products';
import { slotConfidence } from './extractors/slot-confidence';
import { slotCount } from './extractors/slot-count';
import { slotNaming } from './extractors/slot-naming';
import { slotNames } from './extractors/slot-names';
import { tokenCoverage } from './extractors/token-coverage';
import { upstreamLogScores } from './extractors/upstream-log-scores';
import { upstreamLogits } from './extractors/upstream-logits';
import { upstreamRank } from './extractors/upstream-rank';
import type { FeatureExtractor } from './feature-extractor';

/** What every domain can know of a hypothesis from its n-best list alone: scores, slots and place. */
const nBestFeatures: readonly FeatureExtractor[] = [
  upstreamLogScores,
  upstreamLogits,
  scoreProducts,
  slotConfidence,
  slotCount,
  slotNames,
  slotNaming,
  margins,
  posteriorShare,
  agreement,
  upstreamRank,
  tokenCoverage,
  intent,
  intentScores,
];

/** What a context attribute adds: its values, and their products with the upstream scores. */
function contextFeatures(attribute: string): readonly FeatureExtractor[] {
  return [contextAttribute(attribute), contextAttributeScores(attribute)];
}

/** The features that a domain gets unless it says otherwise, given the context attributes it looks at. */
export function standardFeatures(contextAttributes: readonly string[]): readonly FeatureExtractor[] {
  return [...nBestFeatures, ...contextAttributes.flatMap(contextFeatures)];
}
