import type { ReliabilityDiagram } from '@tiebreak/report/contents';
import { isMissing, type Received } from './received';

/** The bins of a report's diagram that have everything a dot needs; JSON has null for what was not a number. */
export function reliabilityDots(diagram: Received<ReliabilityDiagram> | null | undefined) {
  return (diagram?.bins ?? []).flatMap(({ meanScore, rightShare, count }) => {
    const [low, high] = rightShare?.interval ?? [];
    const right = rightShare?.value;
    if (isMissing(meanScore) || isMissing(right) || isMissing(low) || isMissing(high)) return [];
    return [{ meanScore, rightShare: right, interval: [low, high] as const, count: count ?? 0 }];
  });
}
