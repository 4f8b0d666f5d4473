import { html, type Html } from '../html';
import { count, decimal, interval, pValue } from '../number-format';
import { type IntervalMark, intervalPlot } from '../plots/interval-plot';
import type { Estimate, ReportContents, SlopeRow } from '../report-contents';
import { SERIES, seriesLabel } from '../series';
import { type Column, table } from '../table';
import type { Section } from './section';

/** Slope and intercept of a logistic fit on the scores' log-odds, for the winner and for each domain. */
export function slopesSection({ slopes }: ReportContents): Section {
  const whole = slopes.filter(({ population }) => population === 'all lines');
  const marks = (part: 'slope' | 'intercept'): IntervalMark[] =>
    whole.flatMap(({ group, fit }) => SERIES.map((series) => ({ row: group, series, estimate: fit[series.of][part] })));
  return {
    id: 'slopes',
    topic: 'Slope and intercept',
    question: 'Are the scores too bold, too timid, or shifted?',
    answer: verdict(whole),
    body: html`<p class="note">
        A logistic fit of right on the score’s log-odds. Slope 1 and intercept 0 are calibrated; a slope below 1 says
        that scores are too extreme, an intercept below 0 that they are too high where they say one half. p tests both
        together, corrected by Holm over the groups.
      </p>
      <div class="pair">
        <figure class="scroll" tabindex="0" aria-label="Slopes">
          ${intervalPlot(marks('slope'), { label: 'Slopes with 95% intervals', measure: 'slope (1 is calibrated)', reference: 1 })}
        </figure>
        <figure class="scroll" tabindex="0" aria-label="Intercepts">
          ${intervalPlot(marks('intercept'), { label: 'Intercepts with 95% intervals', measure: 'intercept, log-odds (0 is calibrated)', reference: 0 })}
        </figure>
      </div>
      ${legend()}
      ${table('Slope and intercept with 95% intervals, over all lines and by whether any domain serves them', columns(), slopes)}
      <p class="note">
        In domain and out of domain split by the truth, which no score can know: right answers are commoner than the
        scores say among in-domain lines even when the scores are perfect, and there is no fit out of domain, where
        nothing is right. Compare R0 with the models there, not with 1 and 0. Out of domain the mean score is the share
        of false confidence.
      </p>`,
  };
}

/** Marks and names of the two series, for plots without names in them. */
export function legend(): Html {
  return html`<p class="legend">${SERIES.map((series) => html`${seriesLabel(series)} `)}</p>`;
}

function columns(): Column<SlopeRow>[] {
  const fits = SERIES.flatMap((series): Column<SlopeRow>[] => [
    { heading: 'score', kind: 'number', series, cell: ({ fit }) => decimal(fit[series.of].meanScore) },
    { heading: 'right', kind: 'number', series, cell: ({ fit }) => decimal(fit[series.of].rightShare) },
    { heading: 'slope', kind: 'number', series, cell: ({ fit }) => cell(fit[series.of].slope) },
    { heading: 'intercept', kind: 'number', series, cell: ({ fit }) => cell(fit[series.of].intercept) },
    { heading: 'p', kind: 'number', series, cell: ({ fit }) => pValue(fit[series.of].pValue) },
  ]);
  return [
    { heading: 'outcomes', kind: 'text', cell: ({ group, population }) => html`${group}<small>${population}</small>` },
    { heading: 'n', kind: 'number', cell: ({ count: outcomes }) => count(outcomes) },
    ...fits,
  ];
}

function cell({ value, interval: ends }: Estimate): Html {
  return Number.isFinite(value)
    ? html`${decimal(value, 2)}<small>${interval(ends, (end) => decimal(end, 2))}</small>`
    : html`–`;
}

function verdict(rows: readonly SlopeRow[]): Html {
  const off = rows.filter(({ fit }) => fit.models.pValue < 0.05);
  if (off.length === 0)
    return html`None of that is found: no group of the models’ scores rejects slope 1 and intercept 0.`;
  const names = off.map(
    ({ group, fit: { models } }) =>
      `${group} (slope ${decimal(models.slope.value, 2)}, intercept ${decimal(models.intercept.value, 2)})`,
  );
  return html`The models’ scores are off for ${names.join(', ')};
  ${off.length === rows.length ? 'no group is left' : 'nothing is found for the others'}.`;
}
