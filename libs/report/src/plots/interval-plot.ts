import * as Plot from '@observablehq/plot';
import type { Html } from '../html';
import { decimal, interval } from '../number-format';
import type { Estimate } from '../report-contents';
import type { Series } from '../series';
import { drawPlot } from '../svg';

/** One estimate in a row of the plot. */
export interface IntervalMark {
  readonly row: string;
  readonly series: Series;
  readonly estimate: Estimate;
  /** A second number to compare with, drawn as a bar across the row. */
  readonly beside?: number;
}

export interface IntervalPlotOptions {
  readonly label: string;
  /** Of the axis. */
  readonly measure: string;
  /** What the estimates should be, drawn as a line; left out when each row has its own. */
  readonly reference?: number;
  /** Ends that the axis has in any case. */
  readonly domain?: readonly [number, number];
  readonly width?: number;
}

const ROW = 34;

/** Estimates with their intervals, one row a name; two series in a row stand one above the other. */
export function intervalPlot(marks: readonly IntervalMark[], options: IntervalPlotOptions): Html {
  const { label, measure, reference, width = 420 } = options;
  const rows = [...new Set(marks.map(({ row }) => row))];
  const several = new Set(marks.map(({ series }) => series.of)).size > 1;
  const shown = marks.filter(({ estimate }) => Number.isFinite(estimate.value));
  const longest = Math.max(...rows.map((row) => row.length));
  const of = (series: string, dy: number): Plot.Markish[] => {
    const own = shown.filter((mark) => mark.series.of === series);
    if (own.length === 0) return [];
    const { colour, symbol } = own[0]!.series;
    return [
      Plot.ruleY(own, {
        y: 'row',
        x1: ({ estimate }: IntervalMark) => estimate.interval[0],
        x2: ({ estimate }: IntervalMark) => estimate.interval[1],
        stroke: colour,
        strokeWidth: 2,
        dy,
      }),
      Plot.tickX(
        own.filter(({ beside }) => beside !== undefined),
        { y: 'row', x: 'beside', stroke: 'var(--text)', strokeWidth: 2, insetTop: 7, insetBottom: 7, dy },
      ),
      Plot.dot(own, {
        y: 'row',
        x: ({ estimate }: IntervalMark) => estimate.value,
        r: 4.5,
        symbol,
        fill: 'var(--paper)',
        stroke: colour,
        strokeWidth: 2,
        dy,
        title: ({ row, series: { name }, estimate }: IntervalMark) =>
          `${row}, ${name}: ${decimal(estimate.value)} (${interval(estimate.interval)})`,
      }),
    ];
  };
  return drawPlot(label, {
    width,
    height: ROW * rows.length + 58,
    marginTop: 12,
    marginLeft: Math.min(width / 2, 16 + 6.4 * longest),
    marginRight: 20,
    marginBottom: 42,
    x: {
      domain: axisOf(shown, options),
      ticks: 5,
      label: measure,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 0,
    },
    y: { domain: rows, label: null, tickSize: 0 },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      reference === undefined ? [] : Plot.ruleX([reference], { stroke: 'var(--muted)', strokeDasharray: '2 4' }),
      ...of('baseline', several ? -6 : 0),
      ...of('models', several ? 6 : 0),
    ],
  });
}

/** From the lowest to the highest number that is drawn. */
function axisOf(marks: readonly IntervalMark[], { reference, domain }: IntervalPlotOptions): [number, number] {
  const ends = [
    ...marks.flatMap(({ estimate, beside }) => [estimate.value, ...estimate.interval, beside]),
    reference,
    ...(domain ?? []),
  ].filter((end) => end !== undefined && Number.isFinite(end)) as number[];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (ends.length === 0 || low === high) return [low - 1 || 0, high + 1 || 1];
  const room = domain === undefined ? (high - low) / 20 : 0;
  return [low - room, high + room];
}
