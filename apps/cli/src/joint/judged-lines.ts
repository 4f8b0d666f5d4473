import type { JointLine } from '@tiebreak/aggregation';
import { type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import type { InProcessAggregator } from '../in-process';
import { Progress } from '../progress';

/** A line's scores, best first, and which of them was right. */
export interface JudgedLine extends JointLine {
  readonly id: string;
}

/**
 * Resolves lines and compares them with the truth. Lines of domains without a model are left out; of equal
 * interpretations, the first counts as the right one.
 */
export async function judgedLines(
  lines: readonly ReferenceUtterance[],
  aggregator: InProcessAggregator,
): Promise<JudgedLine[]> {
  const progress = new Progress('resolving');
  const judged: JudgedLine[] = [];
  for (const [i, line] of lines.entries()) {
    const { ranked } = await aggregator.resolve(line);
    progress.show((i + 1) / lines.length);
    if (ranked.length === 0) continue;
    judged.push({
      id: line.id,
      scores: ranked.map(({ score }) => score),
      rightIndex: ranked.findIndex(({ hypothesis }) => sameInterpretation(hypothesis, line.truth)),
    });
  }
  progress.end();
  return judged;
}
