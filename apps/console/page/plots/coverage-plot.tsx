import { brief, percent } from '../view/numbers';
import { apart, linearScale, ticksTo } from '../view/scale';
import type { StrategyRow } from '../view/strategy-rows';
import { Frame } from './frame';

const SIZE = { width: 560, height: 300 };
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];
const y = linearScale([0, 1], [SIZE.height - 46, 30]);

/** A dot for each strategy: what it costs a search against the share of shown results that it found. Names stand beside. */
export function CoveragePlot({
  rows: all,
  domain,
}: {
  readonly rows: readonly StrategyRow[];
  readonly domain: string;
}) {
  // What was never chosen costs and brings nothing.
  const rows = all.filter(({ share }) => share > 0);
  const ticks = ticksTo(Math.max(...rows.map(({ cost }) => cost), 0));
  const x = linearScale([0, ticks.at(-1)!], [44, SIZE.width - 130]);
  const column = x(ticks.at(-1)!) + 20;
  const labels = apart(
    rows.map(({ coverage }) => y(coverage)),
    15,
    [30, SIZE.height - 50],
  );
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Coverage against cost of ${domain}, drawn`}>
      <svg
        class="plot models"
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        width={SIZE.width}
        height={SIZE.height}
        role="img"
        aria-label={rows
          .map(({ strategy, cost, coverage }) => `${strategy}: ${percent(coverage)} for ${brief(cost)}`)
          .join('; ')}
      >
        <Frame
          x={x}
          y={y}
          xTicks={ticks}
          yTicks={SHARES}
          xLabel="candidates asked for, a search"
          yLabel="share of shown results that it found"
        >
          {rows.map(({ strategy, cost, coverage }, i) => (
            <g key={strategy}>
              <path class="leader" d={`M${x(cost)},${y(coverage)}L${column - 4},${labels[i]!}`} />
              <circle class="dot" cx={x(cost)} cy={y(coverage)} r={4.5} />
              <text x={column} y={labels[i]! + 4}>
                {strategy}
              </text>
            </g>
          ))}
        </Frame>
      </svg>
    </div>
  );
}
