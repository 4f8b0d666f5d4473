import { count, percent } from '../view/numbers';
import { linearScale } from '../view/scale';
import { Frame } from './frame';

const SIZE = { width: 340, height: 320 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const x = linearScale([0, 1], [44, SIZE.width - 14]);
const y = linearScale([0, 1], [SIZE.height - 46, 30]);

/** One bin of outcomes: how sure the scores were, and how many were right. All in [0, 1] but the count. */
export interface ReliabilityDot {
  readonly meanScore: number;
  readonly rightShare: number;
  /** Of the share, 95%. */
  readonly interval: readonly [number, number];
  readonly count: number;
}

/** Share right against score, each bin with its interval; calibrated scores are on the diagonal. */
export function ReliabilityPlot({ dots, series, label }: ReliabilityPlotProps) {
  return (
    <svg
      class={`plot ${series}`}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      width={SIZE.width}
      height={SIZE.height}
      role="img"
      aria-label={label}
    >
      <Frame x={x} y={y} xTicks={TICKS} yTicks={TICKS} xLabel="score" yLabel="share right">
        <line class="diagonal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {dots.map(({ meanScore, rightShare, interval: [low, high], count: outcomes }) => (
          <g key={meanScore}>
            <title>{`score ${percent(meanScore)}, right ${percent(rightShare)} (${percent(low)} to ${percent(high)}), ${count(outcomes)} outcomes`}</title>
            <line class="interval" x1={x(meanScore)} x2={x(meanScore)} y1={y(low)} y2={y(high)} />
            <circle class="dot" cx={x(meanScore)} cy={y(rightShare)} r={4} />
          </g>
        ))}
      </Frame>
    </svg>
  );
}

interface ReliabilityPlotProps {
  readonly dots: readonly ReliabilityDot[];
  readonly series: 'models' | 'baseline';
  /** What it shows, for those who do not see it. */
  readonly label: string;
}
