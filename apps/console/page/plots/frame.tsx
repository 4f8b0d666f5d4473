import type { ComponentChildren } from 'preact';
import type { Scale } from '../view/scale';

/** Grid and labels of a plot whose both axes begin at the lower left. */
export function Frame({ x, y, xTicks, yTicks, xLabel, yLabel, format = String, children }: FrameProps) {
  const [left, right] = [x(xTicks[0]!), x(xTicks.at(-1)!)];
  const [bottom, top] = [y(yTicks[0]!), y(yTicks.at(-1)!)];
  return (
    <>
      {yTicks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text class="axis" x={left - 8} y={y(tick) + 4} text-anchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={bottom} y2={top} />
          <text class="axis" x={x(tick)} y={bottom + 16} text-anchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      <text class="axis" x={(left + right) / 2} y={bottom + 34} text-anchor="middle">
        {xLabel}
      </text>
      <text class="axis" x={left - 8} y={top - 12} text-anchor="start">
        {yLabel}
      </text>
      {children}
    </>
  );
}

interface FrameProps {
  readonly x: Scale;
  readonly y: Scale;
  /** Ascending, from end to end of the axis. */
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly format?: (tick: number) => string;
  readonly children: ComponentChildren;
}
