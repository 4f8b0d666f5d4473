import { type RankedHypothesis, sameInterpretation } from '@tiebreak/interpretation';
import type { ExplainedReading, WorstContents, WorstLine } from '@tiebreak/report';
import type { InProcessAggregator } from '../in-process';
import type { RankedLine } from './ranked-line';

const SHOWN = 50;
/** Contributions of a hypothesis that are listed. */
const LISTED = 6;

/** The wrong winners with the highest scores, each explained; equal scores in line order. */
export async function worstContents(
  lines: readonly RankedLine[],
  explain: InProcessAggregator['explain'],
): Promise<WorstContents> {
  const wrong = lines
    .filter(({ outcome }) => outcome.models.topRight === 0)
    .sort((a, b) => b.outcome.models.topScore - a.outcome.models.topScore);
  const shown: WorstLine[] = [];
  for (const { line } of wrong.slice(0, SHOWN)) {
    const { ranked } = await explain(line);
    const winner = ranked[0]!;
    const rank = ranked.findIndex(({ hypothesis }) => sameInterpretation(hypothesis, line.truth));
    const { id, utterance, context, truth } = line;
    const common = {
      id,
      utterance,
      device: context.device,
      loss: -Math.log(1 - winner.score),
      truth,
      winner: explained(winner),
    };
    shown.push(rank < 0 ? common : { ...common, right: { ...explained(ranked[rank]!), rank: rank + 1 } });
  }
  return { wrong: wrong.length, lines: shown };
}

function explained({ hypothesis, score, contributions, fallback }: RankedHypothesis): ExplainedReading {
  // The last share is the bias, the others stand by size.
  const shares = contributions.slice(0, -1);
  const { domain, intent, slots } = hypothesis;
  return {
    domain,
    intent,
    slots,
    score,
    contributions: shares.slice(0, LISTED),
    others: shares.slice(LISTED).reduce((sum, { logOdds }) => sum + logOdds, 0),
    bias: contributions.at(-1)?.logOdds ?? 0,
    fallback,
  };
}
