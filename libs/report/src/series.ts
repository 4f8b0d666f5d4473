import type { Compared } from './report-contents';
import { html, type Html } from './html';

/** One of the two things that every picture compares. */
export interface Series {
  readonly of: keyof Compared<unknown>;
  readonly name: string;
  readonly colour: string;
  /** The mark tells the series apart where colours do not. */
  readonly symbol: 'circle' | 'square';
  /** Of the series' lines; none is a solid one. */
  readonly dashes?: string;
}

export const BASELINE: Series = {
  of: 'baseline',
  name: 'R0',
  colour: 'var(--baseline)',
  symbol: 'square',
  dashes: '7 3',
};
export const MODELS: Series = { of: 'models', name: 'models', colour: 'var(--models)', symbol: 'circle' };

/** In the order in which they stand on the page. */
export const SERIES: readonly Series[] = [BASELINE, MODELS];

/** The name of a series beside its mark. */
export function seriesLabel({ of, name, symbol }: Series): Html {
  return html`<span class="series ${of}"
    ><span class="mark" aria-hidden="true">${symbol === 'circle' ? '●' : '■'}</span> ${name}</span
  >`;
}
