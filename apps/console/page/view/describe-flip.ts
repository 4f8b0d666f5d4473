import type { Flip } from '@tiebreak/aggregation';
import type { HypothesisView } from './answer-view';
import { percent } from './numbers';

/** A change as a reader takes it: what changes, to what, and how far that is. */
export interface DescribedFlip {
  readonly change: string;
  readonly to: string;
  readonly distance: string;
}

export function describeFlip(flip: Flip, hypotheses: readonly HypothesisView[]): DescribedFlip {
  const nameOf = (id: string): string => {
    const found = hypotheses.find((hypothesis) => hypothesis.id === id);
    return found === undefined ? id : `${found.domain} ${found.intent}`;
  };
  if (flip.kind === 'context')
    return {
      change: `${flip.evidence.replace('context.', '')} `,
      to: flip.to.replace('_', ' '),
      distance: `puts ${nameOf(flip.winner)} first`,
    };
  return {
    change: `${nameOf(flip.hypothesisId)}: ${evidenceName(flip.evidence, hypotheses, flip.hypothesisId)} ${flip.to < flip.from ? 'falls below' : 'rises above'}`,
    to: percent(flip.to),
    distance: `from ${percent(flip.from)}, ${flip.distance.toFixed(2)} in log-odds`,
  };
}

/** "scores.ner" -> "ner score", "slots[0].confidence" -> "confidence of album" */
function evidenceName(path: string, hypotheses: readonly HypothesisView[], id: string): string {
  const slot = /^slots\[(\d+)\]/.exec(path)?.[1];
  if (slot === undefined) return `${path.replace('scores.', '')} score`;
  return `confidence of ${hypotheses.find((hypothesis) => hypothesis.id === id)?.slots[Number(slot)]?.name ?? 'a slot'}`;
}
