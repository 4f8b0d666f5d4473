import { html, type Html } from '../html';
import { count, decimal, interval, pValue } from '../number-format';
import { intervalPlot } from '../plots/interval-plot';
import type { Estimate, PairRow, ReportContents } from '../report-contents';
import { SERIES } from '../series';
import { type Column, table } from '../table';
import { legend } from './slopes';
import type { Section } from './section';

/** The pairwise domain test: whether the scores of two domains compare where exactly one of them is right. */
export function pairsSection({ pairs }: ReportContents): Section {
  return {
    id: 'pairs',
    topic: 'Pairs of domains',
    question: 'Do the scores of two domains compare?',
    answer: verdict(pairs),
    body:
      pairs.length === 0
        ? html`<p class="note">There is one domain only, and so nothing to compare it with.</p>`
        : html`<p class="note">
              On the lines where exactly one of two domains’ top hypotheses is right, the log-odds of which one it is
              should be the difference of their scores’ log-odds, up to the two domains’ rates of right ones: of the
              models in training where the bundle says it, else on these lines. The offset says by how much one domain
              is favoured, the slope how far the difference can be believed. p is corrected by Holm over the pairs.
            </p>
            <figure class="scroll" tabindex="0" aria-label="Offsets">
              ${intervalPlot(
                pairs.flatMap(({ domains, test }) =>
                  SERIES.map((series) => ({ row: domains.join(' – '), series, estimate: test[series.of].offset })),
                ),
                {
                  label: 'Offsets of pairs of domains with 95% intervals',
                  measure: 'offset, log-odds (0: neither is favoured)',
                  reference: 0,
                  width: 620,
                },
              )}
            </figure>
            ${legend()} ${table('Pairwise domain tests with 95% intervals', columns(), pairs)}
            <p class="note">
              Detectable is the offset that these lines would have shown four times out of five: smaller ones may be
              there although p is large. Ordinary traffic seldom has enough lines on which domains come close; a set
              rich in ties shows more.
            </p>`,
  };
}

function columns(): Column<PairRow>[] {
  return [
    { heading: 'domains', kind: 'text', cell: ({ domains }) => domains.join(' – ') },
    { heading: 'lines', kind: 'number', cell: ({ test }) => count(test.models.lines) },
    ...SERIES.flatMap((series): Column<PairRow>[] => [
      { heading: 'offset', kind: 'number', series, cell: ({ test }) => cell(test[series.of].offset) },
      { heading: 'slope', kind: 'number', series, cell: ({ test }) => cell(test[series.of].slope) },
      { heading: 'p', kind: 'number', series, cell: ({ test }) => pValue(test[series.of].pValue) },
      {
        heading: 'detectable',
        kind: 'number',
        series,
        cell: ({ test }) => decimal(test[series.of].smallestOffset, 2),
      },
    ]),
  ];
}

function cell({ value, interval: ends }: Estimate): Html {
  return html`${decimal(value, 2)}<small>${interval(ends, (end) => decimal(end, 2))}</small>`;
}

function verdict(pairs: readonly PairRow[]): Html {
  const found = pairs.filter(({ test }) => test.models.pValue < 0.05).map(({ domains }) => domains.join(' – '));
  const smallest = pairs.map(({ test }) => test.models.smallestOffset).filter(Number.isFinite);
  const power =
    smallest.length === 0
      ? ''
      : ` Offsets below ${decimal(Math.min(...smallest), 1)} log-odds would mostly have been missed.`;
  if (pairs.length === 0) return html`There is one domain only.`;
  return found.length === 0
    ? html`No pair’s scores are found not to compare.${power}`
    : html`Not for ${found.join(', ')} (p below 0.05 after correction).${power}`;
}
