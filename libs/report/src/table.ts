import { type Content, html, type Html } from './html';
import { type Series, seriesLabel } from './series';

/** A column of a table. */
export interface Column<Row> {
  readonly heading: Content;
  /** Numbers stand to the right, in figures of equal width. */
  readonly kind: 'text' | 'number';
  /** Whose column it is: neighbours of one series stand under its name. */
  readonly series?: Series;
  readonly cell: (row: Row) => Content;
}

/**
 * A table that scrolls in its own frame when the page is narrow. The first column names the row.
 * @param caption says what the table holds, also to those who hear it
 */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const starts = columns.map(({ series }, i) => series !== undefined && series !== columns[i - 1]?.series);
  const kindOf = (i: number): string => (starts[i] ? `${columns[i]!.kind} first` : columns[i]!.kind);
  const head = columns.map(({ heading }, i) => html`<th scope="col" class="${kindOf(i)}">${heading}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map(({ cell }, i) =>
      i === 0
        ? html`<th scope="row" class="${kindOf(i)}">${cell(row)}</th>`
        : html`<td class="${kindOf(i)}">${cell(row)}</td>`,
    );
    return html`<tr>
      ${cells}
    </tr> `;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        ${starts.includes(true) ? seriesRow(columns) : undefined}
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

/** The names of the series over their columns. */
function seriesRow<Row>(columns: readonly Column<Row>[]): Html {
  const cells: Html[] = [];
  for (let i = 0; i < columns.length;) {
    const { series } = columns[i]!;
    let end = i + 1;
    while (end < columns.length && columns[end]!.series === series) end++;
    const width = end - i;
    cells.push(
      series === undefined
        ? html`<td colspan="${width}"></td>`
        : html`<th scope="colgroup" colspan="${width}" class="first">${seriesLabel(series)}</th>`,
    );
    i = end;
  }
  return html`<tr class="groups">
    ${cells}
  </tr> `;
}
