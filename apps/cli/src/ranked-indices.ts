import type { Resolution } from '@tiebreak/aggregation';
import type { RankedIndex } from '@tiebreak/evaluation';
import type { LabelledUtterance } from '@tiebreak/interpretation';

/** A resolution by the positions of its hypotheses in the line, best first. */
export function rankedIndices({ hypotheses }: LabelledUtterance, { ranked }: Resolution): RankedIndex[] {
  const position = new Map(hypotheses.map(({ id }, index) => [id, index]));
  return ranked.map(({ hypothesis, score }) => ({ index: position.get(hypothesis.id)!, score }));
}
