import { html, type Html } from '../html';
import { count, decimal, interval, signed } from '../number-format';
import type { CalibrationRow, ReportContents, SummaryRow } from '../report-contents';
import { BASELINE, MODELS, seriesLabel } from '../series';
import { table } from '../table';
import { calibrationErrors } from './calibration-errors';
import { identities } from './identities';
import type { Section } from './section';

/** How the models' ranking compares with R0's, and what was measured on what. */
export function summarySection(contents: ReportContents): Section {
  const { summary, calibration } = contents;
  return {
    id: 'summary',
    topic: 'Summary',
    question: 'Is the ranking better than by the product of the upstream scores?',
    answer: verdict(summary[0]!),
    body: html`<dl class="figures">
        ${summary.slice(0, 4).map(figure)}${calibration.slice(0, 1).map(calibrationFigure)}
      </dl>
      ${table(
        'R0 and the models on the same utterances, with 95% intervals by bootstrap over utterances',
        [
          {
            heading: 'measure',
            kind: 'text',
            cell: ({ measure, meaning }: SummaryRow) => html`${measure}<small>${meaning}</small>`,
          },
          { heading: seriesLabel(BASELINE), kind: 'number', cell: ({ baseline }) => estimate(baseline) },
          { heading: seriesLabel(MODELS), kind: 'number', cell: ({ models }) => estimate(models) },
          {
            heading: 'models − R0',
            kind: 'number',
            cell: ({ difference }) =>
              html`${signed(difference.value)}<small>${interval(difference.interval, signed)}</small>`,
          },
        ],
        summary,
      )}
      <p class="note">
        R0 ranks every hypothesis by domain · intent · ner as it comes. SemER, IRER, ICER and domain accuracy are over
        the ${count(contents.inDomain)} utterances that some domain serves, the others over all
        ${count(contents.utterances)}.
      </p>
      ${calibrationErrors(contents.calibration)} ${identities(contents)}`,
  };
}

function verdict({ measure, baseline, models, difference }: SummaryRow): Html {
  const [low, high] = difference.interval;
  const change = html`${measure} is ${decimal(models.value)} with the models and ${decimal(baseline.value)} by the
  product`;
  const evidence = html`95% interval of the difference ${interval(difference.interval, signed)}`;
  if (high < 0) return html`Yes: ${change} (${evidence}).`;
  if (low > 0) return html`No: ${change} (${evidence}).`;
  return html`These lines cannot tell: ${change} (${evidence}).`;
}

function estimate({ value, interval: ends }: SummaryRow['models']): Html {
  return html`${decimal(value)}<small>${interval(ends)}</small>`;
}

function figure({ measure, better, baseline, models }: SummaryRow): Html {
  return html`<div>
    <dt>${measure}<small>${better} is better</small></dt>
    <dd><strong>${decimal(models.value)}</strong> <span class="against">R0 ${decimal(baseline.value)}</span></dd>
  </div> `;
}

function calibrationFigure({ measure, baseline, models }: CalibrationRow): Html {
  return html`<div>
    <dt>${measure}<small>by chance ${decimal(models.floor.mean)}</small></dt>
    <dd><strong>${decimal(models.value)}</strong> <span class="against">R0 ${decimal(baseline.value)}</span></dd>
  </div> `;
}
