import type { ReliabilityDiagram } from '@tiebreak/report/contents';
import type { Received } from './received';

/** The bins of a report's diagram that have everything a dot needs; JSON has null for what was not a number. */
export function reliabilityDots(diagram: Received<ReliabilityDiagram> | null | undefined) {
  return (diagram?.bins ?? []).flatMap(({ meanScore, rightShare, count }) => {
    const [low, high] = rightShare?.interval ?? [];
    if (meanScore == null || rightShare?.value == null || low == null || high == null) return [];
    return [{ meanScore, rightShare: rightShare.value, interval: [low, high] as const, count: count ?? 0 }];
  });
}
