import type { HypothesisView } from '../view/answer-view';
import { percent } from '../view/numbers';

const WIDTH = 540;
const LINE = 24;
const TOP = 30;
const LEFT = 196;
const RIGHT = WIDTH - 196;
/** More lines than these are a thicket. */
const MOST = 12;
/** Characters that fit the margin. */
const LONGEST = 24;

/** The order by upstream scores beside the one by calibrated scores: where lines cross, re-ranking changed it. */
export function RankPlot({ hypotheses, selected }: RankPlotProps) {
  const shown = hypotheses.slice(0, MOST);
  // Among those that are drawn.
  const before = shown.map(({ upstreamRank }) => shown.filter((other) => other.upstreamRank < upstreamRank).length);
  const height = TOP + shown.length * LINE;
  const y = (place: number): number => TOP + place * LINE + 6;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Order before and after re-ranking, drawn">
      <svg
        class="plot rank-plot"
        viewBox={`0 0 ${WIDTH} ${height}`}
        width={WIDTH}
        height={height}
        role="img"
        aria-label={shown
          .map((hypothesis) => `${labelOf(hypothesis)}: from ${hypothesis.upstreamRank} to ${hypothesis.rank}`)
          .join('; ')}
      >
        <text x={LEFT} y={12} text-anchor="end" class="axis">
          by upstream product
        </text>
        <text x={RIGHT} y={12} class="axis">
          by calibrated score
        </text>
        {shown.map((hypothesis, i) => (
          <g key={hypothesis.id} class={hypothesis.id === selected ? 'selected' : ''}>
            <path class="way" d={wayOf(y(before[i]!), y(i))} />
            <circle class="before" cx={LEFT + 6} cy={y(before[i]!)} r={3.5} />
            <circle class="after" cx={RIGHT - 6} cy={y(i)} r={4} />
            <text x={LEFT - 6} y={y(before[i]!) + 4} text-anchor="end">
              {labelOf(hypothesis)} {percent(hypothesis.upstream)}
            </text>
            <text x={RIGHT + 6} y={y(i) + 4}>
              {percent(hypothesis.score)} {labelOf(hypothesis)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

interface RankPlotProps {
  /** By descending score; the first dozen are drawn. */
  readonly hypotheses: readonly HypothesisView[];
  readonly selected: string;
}

/** From column to column, level at both ends. */
function wayOf(from: number, to: number): string {
  const middle = (LEFT + RIGHT) / 2;
  return `M${LEFT + 6},${from}C${middle},${from} ${middle},${to} ${RIGHT - 6},${to}`;
}

/** Short enough for the margin. */
function labelOf({ domain, intent }: HypothesisView): string {
  const label = `${domain} ${intent}`;
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
}
