import * as Plot from '@observablehq/plot';
import { html, type Html } from '../html';
import { drawPlot } from '../svg';

/** A named line. */
export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LinePlotOptions {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly x: string;
  readonly y: string;
  /** Ends of the axes, where the points do not decide. */
  readonly yDomain?: readonly [number, number];
  readonly xDomain?: readonly [number, number];
}

/**
 * After Okabe and Ito, darkened or lightened until each stands out from light and dark paper alike; dashes tell lines apart where
 * colours do not.
 */
const LOOKS = [
  ['#2f7fc1', ''],
  ['#d1651b', '7 3'],
  ['#2a9070', '2 3'],
  ['#b5629b', '9 3 2 3'],
  ['#8a7a2a', '4 4'],
  ['#7b818a', '12 4'],
  ['#c0504d', '1 4'],
  ['#6a6fc4', '6 2 1 2'],
] as const;
const lookOf = (i: number): (typeof LOOKS)[number] => LOOKS[i % LOOKS.length]!;

/** Lines over the same axes; `lineLegend` names them. */
export function linePlot(lines: readonly Line[], { label, x, y, xDomain, yDomain }: LinePlotOptions): Html {
  return drawPlot(label, {
    width: 460,
    height: 300,
    marginLeft: 52,
    marginRight: 20,
    marginTop: 28,
    marginBottom: 42,
    x: { label: x, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: 5, ...domainOf(xDomain) },
    y: { label: y, labelArrow: 'none', tickSize: 0, ticks: 5, ...domainOf(yDomain) },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      ...lines.map(({ points }, i) =>
        Plot.line(points, { x: 'x', y: 'y', stroke: lookOf(i)[0], strokeDasharray: lookOf(i)[1], strokeWidth: 2 }),
      ),
    ],
  });
}

function domainOf(domain: readonly [number, number] | undefined): { domain?: readonly [number, number] } {
  return domain === undefined ? {} : { domain };
}

/** The names of lines, each with a piece of it. */
export function lineLegend(names: readonly string[]): Html {
  return html`<p class="legend">
    ${names.map(
      (name, i) =>
        html`<span class="series"
          ><svg class="mark" width="28" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke="${lookOf(i)[0]}"
              stroke-width="2"
              stroke-dasharray="${lookOf(i)[1]}"
            />
          </svg>
          ${name}</span
        > `,
    )}
  </p>`;
}
