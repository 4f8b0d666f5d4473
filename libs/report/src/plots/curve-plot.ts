import * as Plot from '@observablehq/plot';
import type { Html } from '../html';
import type { Compared } from '../report-contents';
import { SERIES } from '../series';
import { drawPlot } from '../svg';

/** A place on a curve. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A straight line across the plot, with its name. */
export interface Level {
  readonly y: number;
  readonly name: string;
}

export interface CurvePlotOptions {
  readonly label: string;
  readonly x: string;
  readonly y: string;
  readonly levels?: readonly Level[];
  /** Where each series is named, as a position on the x axis. */
  readonly nameAt: number;
}

/** Names lie on the paper, so that no curve crosses them out; the series' own colours are too light for small text. */
const NAME = { fill: 'var(--text)', stroke: 'var(--paper)', strokeWidth: 5, fontWeight: 600, fontSize: 12 };

/** The curves of R0 and of the models over the same axis, each named where it runs. */
export function curvePlot(curves: Compared<readonly Place[]>, options: CurvePlotOptions): Html {
  const { label, x, y, levels = [], nameAt } = options;
  const heights = [...curves.baseline, ...curves.models, ...levels].map((place) => place.y);
  return drawPlot(label, {
    width: 460,
    height: 320,
    marginLeft: 52,
    marginRight: 20,
    marginTop: 28,
    marginBottom: 42,
    x: { domain: [0, 1], label: x, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: 5 },
    y: { domain: [0, Math.max(1e-6, ...heights) * 1.08], label: y, labelArrow: 'none', tickSize: 0, ticks: 5 },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      ...levels.map(({ y: height }) => Plot.ruleY([height], { stroke: 'var(--text)', strokeDasharray: '2 3' })),
      ...SERIES.flatMap(({ of, name, colour, dashes }) => {
        const named = curves[of].find((place) => place.x >= nameAt);
        return [
          Plot.line(curves[of], {
            x: 'x',
            y: 'y',
            stroke: colour,
            strokeWidth: 2.2,
            ...(dashes === undefined ? {} : { strokeDasharray: dashes }),
          }),
          named === undefined
            ? []
            : Plot.text([named], { ...NAME, x: 'x', y: 'y', text: () => name, dy: of === 'baseline' ? -12 : 13 }),
        ];
      }),
      Plot.text(levels, { ...NAME, x: () => 1, y: 'y', text: 'name', textAnchor: 'end', dy: 11 }),
    ],
  });
}
