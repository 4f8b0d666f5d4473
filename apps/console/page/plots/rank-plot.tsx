import type { HypothesisView } from '../view/answer-view';
import { percent } from '../view/numbers';
import { apart, linearScale } from '../view/scale';

const WIDTH = 640;
const LINE = 22;
const TOP = 34;
const LEFT = 232;
const RIGHT = WIDTH - 232;
/** More lines than these are a thicket. */
const MOST = 12;

/** From upstream scores to calibrated ones: a line for each hypothesis, and where lines cross, the order changed. */
export function RankPlot({ hypotheses, selected }: RankPlotProps) {
  const shown = hypotheses.slice(0, MOST);
  const height = Math.max(180, shown.length * LINE + TOP + 16);
  const y = linearScale([1, 0], [TOP, height - 14]);
  const before = shown.map(({ upstream }) => y(upstream));
  const after = shown.map(({ score }) => y(score));
  const labelsBefore = apart(before, LINE - 4, [TOP, height - 14]);
  const labelsAfter = apart(after, LINE - 4, [TOP, height - 14]);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Upstream against calibrated scores, drawn">
      <svg
        class="plot rank-plot"
        viewBox={`0 0 ${WIDTH} ${height}`}
        width={WIDTH}
        height={height}
        role="img"
        aria-label="Upstream product of each hypothesis on the left, its calibrated score on the right"
      >
        <text x={LEFT} y={14} text-anchor="end" class="axis">
          upstream product
        </text>
        <text x={RIGHT} y={14} class="axis">
          calibrated score
        </text>
        <line x1={LEFT} x2={LEFT} y1={TOP - 6} y2={height - 10} class="rule" />
        <line x1={RIGHT} x2={RIGHT} y1={TOP - 6} y2={height - 10} class="rule" />
        {shown.map((hypothesis, i) => (
          <g key={hypothesis.id} class={hypothesis.id === selected ? 'selected' : hypothesis.rank === 1 ? 'first' : ''}>
            <path
              class="leader"
              d={`M${LEFT - 8},${labelsBefore[i]!}L${LEFT},${before[i]!}M${RIGHT},${after[i]!}L${RIGHT + 8},${labelsAfter[i]!}`}
            />
            <line class="way" x1={LEFT} x2={RIGHT} y1={before[i]!} y2={after[i]!} />
            <circle class="before" cx={LEFT} cy={before[i]!} r={3.5} />
            <circle class="after" cx={RIGHT} cy={after[i]!} r={4} />
            <text x={LEFT - 12} y={labelsBefore[i]! + 4} text-anchor="end">
              {labelOf(hypothesis)} {percent(hypothesis.upstream)}
            </text>
            <text x={RIGHT + 12} y={labelsAfter[i]! + 4}>
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

/** Short enough for the margin. */
function labelOf({ domain, intent }: HypothesisView): string {
  const label = `${domain} ${intent}`;
  return label.length > 26 ? `${label.slice(0, 25)}…` : label;
}
