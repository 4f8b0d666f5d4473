import type { ContributionView } from './answer-view';

/** Contributions of which a reader sees the largest, and the rest as one. */
export interface ShownContributions {
  /** The largest by size, with its sign. */
  readonly largest: readonly ContributionView[];
  /** How many are left out, and their sum in log-odds. */
  readonly others: { readonly count: number; readonly logOdds: number };
  readonly bias: number;
  /** Sum of all, bias included: the log-odds before calibration. */
  readonly total: number;
}

const BIAS = 'bias';

/** Splits contributions for a drawing. Their sum is kept whatever is shown. */
export function shownContributions(contributions: readonly ContributionView[], most: number): ShownContributions {
  const features = contributions
    .filter(({ feature }) => feature !== BIAS)
    .toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
  const bias = sum(contributions.filter(({ feature }) => feature === BIAS));
  const rest = features.slice(most);
  return {
    largest: features.slice(0, most),
    others: { count: rest.length, logOdds: sum(rest) },
    bias,
    total: sum(features) + bias,
  };
}

function sum(contributions: readonly ContributionView[]): number {
  return contributions.reduce((total, { logOdds }) => total + logOdds, 0);
}
