import { html, type Html } from '../html';
import { count, percent } from '../number-format';
import type { Confusion, ReportContents } from '../report-contents';
import { SERIES, seriesLabel } from '../series';
import type { Section } from './section';

/** Domain meant against domain chosen. */
export function confusionSection({ confusion }: ReportContents): Section {
  return {
    id: 'confusion',
    topic: 'Confusion',
    question: 'Which domain is taken for which?',
    answer: verdict(confusion.models),
    body: html`<p class="note">
        Rows are what was meant, columns which domain’s hypothesis won. The deeper the shade, the larger the share of
        its row. Other is what no domain serves; some hypothesis comes first there too, and its score should be low.
      </p>
      <div class="pair">
        ${SERIES.map((series) => heatTable(confusion[series.of], seriesLabel(series), `Domain meant against domain chosen, ${series.name}`))}
      </div>`,
  };
}

function heatTable({ truths, chosen, counts }: Confusion, name: Html, label: string): Html {
  const rows = truths.map((truth, i) => {
    const row = counts[i]!;
    const total = row.reduce((sum, cell) => sum + cell, 0);
    const cells = row.map((cell, j) => {
      const share = total === 0 ? 0 : cell / total;
      const kind = truth === chosen[j] ? 'hit' : 'miss';
      return html`<td class="number ${kind}" style="--share: ${share.toFixed(3)}">
        ${count(cell)}<small>${percent(share)}</small>
      </td>`;
    });
    return html`<tr>
      <th scope="row" class="text">${truth}</th>
      ${cells}
    </tr> `;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">
    <table class="heat">
      <caption>
        ${name}: meant (rows), chosen (columns)
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">meant</th>
          ${chosen.map((domain) => html`<th scope="col" class="number">${domain}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}

function verdict({ truths, chosen, counts }: Confusion): Html {
  const mistakes = truths.flatMap((truth, i) =>
    chosen.flatMap((domain, j) =>
      truth === domain || !chosen.includes(truth) || counts[i]![j] === 0
        ? []
        : [{ truth, domain, times: counts[i]![j]! }],
    ),
  );
  mistakes.sort((a, b) => b.times - a.times);
  const [most] = mistakes;
  const total = mistakes.reduce((sum, { times }) => sum + times, 0);
  return most === undefined
    ? html`None: every utterance that a domain serves went to that domain.`
    : html`${count(total)} utterances went to another domain than was meant; most often ${most.truth} was taken for
      ${most.domain} (${count(most.times)}).`;
}
