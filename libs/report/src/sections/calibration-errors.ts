import { html, type Html } from '../html';
import { decimal, pValue } from '../number-format';
import type { CalibrationRow } from '../report-contents';
import { SERIES } from '../series';
import { type Column, table } from '../table';

const COLUMNS: readonly Column<CalibrationRow>[] = [
  { heading: 'measure', kind: 'text', cell: ({ measure, meaning }) => html`${measure}<small>${meaning}</small>` },
  ...SERIES.flatMap((series): Column<CalibrationRow>[] => [
    { heading: 'error', kind: 'number', series, cell: (row) => decimal(row[series.of].value, 4) },
    { heading: 'by chance', kind: 'number', series, cell: (row) => decimal(row[series.of].floor.mean, 4) },
    { heading: '95% of chance', kind: 'number', series, cell: (row) => decimal(row[series.of].floor.p95, 4) },
    { heading: 'p', kind: 'number', series, cell: (row) => pValue(row[series.of].floor.pValue) },
  ]),
];

/** Calibration errors, each beside its noise floor. */
export function calibrationErrors(rows: readonly CalibrationRow[]): Html {
  return html`${table('Calibration errors of the winner, beside what chance alone would show', COLUMNS, rows)}
    <p class="note">
      Noise keeps a calibration error above 0, so none has a bootstrap interval here. By chance is the mean, and 95% of
      chance the 95th percentile, of what perfectly calibrated scores would show on these lines, with outcomes redrawn
      from the scores; p is how often chance reaches the error.
    </p>`;
}
