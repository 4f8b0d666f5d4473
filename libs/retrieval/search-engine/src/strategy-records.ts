import type { DecisionSpace, StrategyFacts } from '@tiebreak/bandit';
import type { CandidateGenerator } from '@tiebreak/candidates';
import type { OutcomeBatch } from '@tiebreak/feedback';
import type { QueryKind } from '@tiebreak/understanding';

/** Weight of the latest search in the running means. */
const SHARE = 0.05;
/** Milliseconds that a strategy is taken to need before it ever ran. */
const UNTRIED_MS = 2;
/** Results that a strategy is taken to have before it ever ran. */
const UNTRIED_RESULTS = 50;

type JudgedChoice = Pick<OutcomeBatch['outcomes'][number], 'choices' | 'confirmed' | 'decisionFeatures'>;

interface Record {
  successes: number;
  trials: number;
  results: number;
  latencyMs: number;
}

/** How each strategy has done lately in this process: for features and expectations, not for the log's truth. */
export class StrategyRecords {
  private readonly records = new Map<string, Record>();

  of(strategy: string, kind: QueryKind): StrategyFacts {
    const { successes, trials, results } = this.record(strategy, kind);
    return { successes, trials, expectedResults: results };
  }

  /** Expected milliseconds, whatever the query. */
  latency(strategy: string): number {
    return this.record(strategy, 'any').latencyMs;
  }

  /** A generator whose runs are recorded. */
  recording(generator: CandidateGenerator, now: () => number): CandidateGenerator {
    const { name } = generator;
    return {
      name,
      generate: async (query, depth, signal) => {
        const start = now();
        const candidates = await generator.generate(query, depth, signal);
        const [ofKind, ofAll] = [this.record(name, query.understanding.kind), this.record(name, 'any')];
        ofKind.results += SHARE * (candidates.length - ofKind.results);
        ofAll.latencyMs += SHARE * (now() - start - ofAll.latencyMs);
        return candidates;
      },
    };
  }

  /** Takes in which of the strategies that ran had the entity that was confirmed. */
  judged({ choices, confirmed, decisionFeatures }: JudgedChoice, { queryFeatures }: DecisionSpace): void {
    if (confirmed === undefined) return;
    const kind = decisionFeatures[queryFeatures.indexOf('topic')] === 1 ? 'topic' : 'known-item';
    for (const { strategy, depth } of choices) {
      if (depth === 0) continue;
      const record = this.record(strategy, kind);
      record.trials++;
      if (confirmed.ranks[strategy] !== undefined) record.successes++;
    }
  }

  private record(strategy: string, kind: QueryKind | 'any'): Record {
    const key = `${strategy}/${kind}`;
    let record = this.records.get(key);
    if (record === undefined) {
      record = { successes: 0, trials: 0, results: UNTRIED_RESULTS, latencyMs: UNTRIED_MS };
      this.records.set(key, record);
    }
    return record;
  }
}
