import * as Plot from '@observablehq/plot';
import type { Html } from '../html';
import { count, decimal, interval } from '../number-format';
import type { CurvePoint, ReliabilityDiagram, ReliabilityPoint } from '../report-contents';
import type { Series } from '../series';
import { drawPlot } from '../svg';

const WIDTH = 400;
const MARGINS = { marginLeft: 46, marginRight: 14 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Share right against score: bins with their intervals, the smooth curve in its band, and the diagonal of a perfect model. */
export function reliabilityPlot(diagram: ReliabilityDiagram, series: Series, label: string): Html {
  const { bins, curve } = diagram;
  return drawPlot(label, {
    width: WIDTH,
    height: WIDTH - 40,
    ...MARGINS,
    marginTop: 26,
    marginBottom: 8,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, 1], ticks: TICKS, label: 'share right', labelArrow: 'none', tickSize: 0 },
    marks: [
      Plot.gridY(TICKS, { stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.gridX(TICKS, { stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--muted)', strokeDasharray: '2 4' },
      ),
      ...curve.map((piece) =>
        Plot.areaY(piece, {
          x: 'score',
          y1: ({ band }: CurvePoint) => band[0],
          y2: ({ band }: CurvePoint) => band[1],
          fill: series.colour,
          fillOpacity: 0.18,
        }),
      ),
      ...curve.map((piece) =>
        Plot.lineY(piece, { x: 'score', y: 'rightShare', stroke: series.colour, strokeWidth: 2 }),
      ),
      Plot.ruleX(bins, {
        x: 'meanScore',
        y1: ({ rightShare }: ReliabilityPoint) => rightShare.interval[0],
        y2: ({ rightShare }: ReliabilityPoint) => rightShare.interval[1],
        stroke: series.colour,
        strokeWidth: 1.2,
      }),
      Plot.dot(bins, {
        x: 'meanScore',
        y: ({ rightShare }: ReliabilityPoint) => rightShare.value,
        r: 4,
        symbol: series.symbol,
        fill: 'var(--paper)',
        stroke: series.colour,
        strokeWidth: 2,
        title: ({ meanScore, rightShare, count: outcomes }: ReliabilityPoint) =>
          `score ${decimal(meanScore)}, right ${decimal(rightShare.value)} (${interval(rightShare.interval)}), ${count(outcomes)} outcomes`,
      }),
    ],
  });
}

interface Bar {
  readonly low: number;
  readonly high: number;
  readonly outcomes: number;
}

/** How many outcomes got which score, under the diagram and on its axis. */
export function scoreHistogram({ histogram }: ReliabilityDiagram, series: Series, label: string): Html {
  const bars = histogram.map((outcomes, i): Bar => ({
    low: i / histogram.length,
    high: (i + 1) / histogram.length,
    outcomes,
  }));
  return drawPlot(label, {
    width: WIDTH,
    height: 92,
    ...MARGINS,
    marginTop: 6,
    marginBottom: 34,
    x: { domain: [0, 1], ticks: TICKS, label: 'score', labelAnchor: 'center', labelArrow: 'none', tickSize: 0 },
    // Most scores are near 0 and 1; on a linear scale the rest would not be seen.
    y: {
      type: 'sqrt',
      domain: [0, Math.max(1, ...histogram)],
      ticks: [Math.max(1, ...histogram)],
      label: null,
      tickSize: 0,
    },
    marks: [
      Plot.rectY(bars, {
        x1: 'low',
        x2: 'high',
        y: 'outcomes',
        insetLeft: 0.5,
        insetRight: 0.5,
        fill: series.colour,
        fillOpacity: 0.75,
        title: ({ low, high, outcomes }: Bar) => `${decimal(low, 2)} to ${decimal(high, 2)}: ${count(outcomes)}`,
      }),
      Plot.ruleY([0], { stroke: 'var(--muted)' }),
    ],
  });
}
