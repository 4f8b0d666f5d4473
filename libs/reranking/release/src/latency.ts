import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { rerank, type ScoringModel } from '@tiebreak/scoring';
import { median } from '@tiebreak/statistics';
import { atMost, type RuleOutcome } from './rule';

/** Median times of one call of each bundle, features included, in milliseconds. */
export interface Latencies {
  readonly incumbentMs: number;
  readonly candidateMs: number;
}

/** What a request of three domains with five hypotheses each would cost if all were one domain's. */
const BATCH = 15;
const WARM_UP_ROUNDS = 20;
const ROUNDS = 200;

/**
 * Times both bundles on batches of 15 hypotheses of these lines. The runs take turns, and turns at going first, so that
 * whatever slows the machine down slows both.
 * @param now milliseconds of a monotonic clock
 * @throws RangeError when the lines hold no hypothesis of the domain
 */
export async function compareLatencies(
  lines: readonly ReferenceUtterance[],
  models: { readonly incumbent: ScoringModel; readonly candidate: ScoringModel },
  now: () => number,
): Promise<Latencies> {
  const batches = batchesOf(lines, models.incumbent.version.domain);
  const times = { incumbent: [] as number[], candidate: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? (['incumbent', 'candidate'] as const) : (['candidate', 'incumbent'] as const);
    const batch = batches[(round + WARM_UP_ROUNDS) % batches.length]!;
    for (const which of order) {
      const start = now();
      await rerank(models[which], { ...batch, explain: false });
      if (round >= 0) times[which].push(now() - start);
    }
  }
  return { incumbentMs: median(times.incumbent), candidateMs: median(times.candidate) };
}

/** Each line's words with 15 hypotheses of the domain: its own and those of the lines after it, round and round. */
function batchesOf(lines: readonly ReferenceUtterance[], domain: string): ReferenceUtterance[] {
  const served = lines.filter(({ hypotheses }) => hypotheses.some((hypothesis) => hypothesis.domain === domain));
  const pool = served.flatMap(({ hypotheses }) => hypotheses.filter((hypothesis) => hypothesis.domain === domain));
  if (pool.length === 0) throw new RangeError(`expected hypotheses of domain "${domain}" to time, got none`);
  return served.slice(0, ROUNDS).map((line, i) => ({
    ...line,
    hypotheses: Array.from({ length: BATCH }, (_, place) => ({
      ...pool[(i * BATCH + place) % pool.length]!,
      id: `h${place}`,
    })),
  }));
}

/** Refused when the candidate's median time is over `budget` times the incumbent's. */
export function latencyRule({ incumbentMs, candidateMs }: Latencies, budget: number): RuleOutcome {
  const ratio = candidateMs / incumbentMs;
  const reason = `takes ${candidateMs.toFixed(3)} ms for ${BATCH} hypotheses, ${ratio.toFixed(2)} times the incumbent's ${incumbentMs.toFixed(3)} ms`;
  return atMost('latency', ratio, budget, reason);
}
