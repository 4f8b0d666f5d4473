import { calibrationBySegment } from '@tiebreak/calibration';
import { winners } from '@tiebreak/evaluation';
import type { SegmentGroup } from '@tiebreak/report';
import { clopperPearson } from '@tiebreak/statistics';
import type { RankedLine } from './ranked-line';

/** What can be known of an utterance when it is answered: the truth's intent would be a segment that no score can see. */
const ATTRIBUTES: Readonly<Record<string, (line: RankedLine) => string>> = {
  device: ({ line }) => (line.context.device === '' ? '(unknown)' : line.context.device),
  'intent of the winner': ({ line, ranked }) => {
    const { domain, intent } = line.hypotheses[ranked.models[0]!.index]!;
    return `${domain} ${intent}`;
  },
};

/** Calibration of the models' winner in parts of the traffic. */
export function segmentGroups(lines: readonly RankedLine[]): SegmentGroup[] {
  const top = winners(lines.map(({ outcome }) => outcome.models));
  return Object.entries(ATTRIBUTES).map(([attribute, segmentOf]) => ({
    attribute,
    segments: calibrationBySegment(top, lines.map(segmentOf)).map(
      ({ segment, count, meanScore, rightShare, observed, adjustedP, detectable }) => ({
        name: segment,
        count,
        meanScore,
        rightShare: { value: rightShare, interval: clopperPearson(observed, count, 0.95, 'both') },
        pValue: adjustedP,
        smallestError: detectable,
      }),
    ),
  }));
}
