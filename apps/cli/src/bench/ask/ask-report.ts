import { medianRatio } from '@tiebreak/benchmark';
import { median } from '@tiebreak/statistics';
import { formatTable } from '../../output';
import type { MeasuredAsks, RoundOfAsks } from './measure-asks';

/** An ask may take so many times as long as its hops one after the other. */
const TARGET = 1.5;

/** What `tiebreak bench ask --json` prints. */
export interface AskReport extends RoundOfAsks {
  readonly rounds: number;
  /** Share of the wishes that came to a search. */
  readonly searched: number;
  /** p50 of an ask over that of its hops: median of the rounds' ratios. */
  readonly ratio: number;
  readonly target: number;
  readonly met: boolean;
}

/** The medians over the rounds. */
export function askReport({ rounds, searched }: MeasuredAsks): AskReport {
  const of = (figure: keyof RoundOfAsks): number[] => rounds.map((round) => round[figure]);
  const ratio = medianRatio(of('askP50Ms'), of('hopsP50Ms'));
  return {
    rounds: rounds.length,
    searched,
    askP50Ms: median(of('askP50Ms')),
    askP99Ms: median(of('askP99Ms')),
    hopsP50Ms: median(of('hopsP50Ms')),
    hopsP99Ms: median(of('hopsP99Ms')),
    ratio,
    target: TARGET,
    met: ratio <= TARGET,
  };
}

/** The same for people. */
export function describeAsk(report: AskReport): string {
  const { rounds, searched, askP50Ms, askP99Ms, hopsP50Ms, hopsP99Ms, ratio, target, met } = report;
  return [
    formatTable([
      [`medians of ${rounds} rounds`, 'p50, ms', 'p99, ms'],
      ['POST /v1/ask', askP50Ms.toFixed(2), askP99Ms.toFixed(2)],
      ['its hops over gRPC, one after the other', hopsP50Ms.toFixed(2), hopsP99Ms.toFixed(2)],
    ]),
    `p50 of an ask over that of its hops: ${ratio.toFixed(2)}, at most ${target}: ${met ? 'met' : 'missed'}`,
    `${(100 * searched).toFixed(0)}% of the wishes came to a search`,
  ].join('\n\n');
}
