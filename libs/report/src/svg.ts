import * as Plot from '@observablehq/plot';
import { type Element, parseDocument } from './document';
import { Html } from './html';

/** Attributes that hold coordinates. */
const COORDINATES = ['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height'];
/** Hundredths of a pixel are more than anyone sees; the rest of a float64 would be most of the page. */
const TOO_EXACT = /(\.\d\d)\d+/g;

/**
 * Draws a plot as inline SVG, with colours left to the page's custom properties.
 * Marks must not be clipped: Plot numbers its clip paths through the whole process, so the bytes would differ from one
 * drawing to the next.
 * @param label what the picture shows, for those who do not see it
 */
export function drawPlot(label: string, options: Plot.PlotOptions): Html {
  const document = parseDocument('<html></html>');
  const svg = Plot.plot({ ...options, document, className: 'plot', ariaLabel: label }) as unknown as Element;
  svg.setAttribute('role', 'img');
  // The page's own style sheet says it once for all plots.
  svg.querySelector('style')?.remove();
  for (const element of svg.querySelectorAll('*')) {
    for (const name of COORDINATES) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, value.replace(TOO_EXACT, '$1'));
    }
  }
  return new Html(svg.outerHTML);
}
