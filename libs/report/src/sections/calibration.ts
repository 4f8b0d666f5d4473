import { html, type Html } from '../html';
import { count, decimal, pEquals } from '../number-format';
import { reliabilityPlot, scoreHistogram } from '../plots/reliability-plot';
import type {
  CalibrationError,
  CalibrationRow,
  Compared,
  ReliabilityDiagram,
  ReportContents,
} from '../report-contents';
import { BASELINE, MODELS, type Series, seriesLabel } from '../series';
import type { Section } from './section';

/** Reliability diagrams of R0 beside the models', of the winners and of each domain's top hypotheses. */
export function calibrationSection({ calibration, reliability }: ReportContents): Section {
  const { merged, domains } = reliability;
  return {
    id: 'calibration',
    topic: 'Calibration',
    question: 'Do the scores mean what they say?',
    answer: verdict(calibration),
    body: html`<p class="note">
        A calibrated score of 0.8 is right four times out of five: the points lie on the dotted diagonal. Each point is
        a fifteenth of the axis with its 95% Clopper–Pearson interval, the curve is a kernel average in its 95% band,
        which breaks off where fewer than eight outcomes are near. The bars below say how many outcomes had such a
        score, on a square-root scale.
      </p>
      <h3>The winner of all domains</h3>
      ${pair('the winner', merged)}
      <h3>Each domain’s top hypothesis</h3>
      ${domains.map(
        ({ domain, ...diagrams }) =>
          html`<h4>${domain}</h4>
            ${pair(domain, diagrams)}`,
      )}`,
  };
}

function verdict(rows: readonly CalibrationRow[]): Html {
  const [first] = rows;
  const beyond = rows.filter(({ models }) => models.floor.pValue < 0.05);
  const finding =
    beyond.length === 0 ? 'As far as these lines can tell' : beyond.length === rows.length ? 'No' : 'Nearly';
  const others = beyond
    .filter((row) => row !== first)
    .map(({ measure, models }) => html`; beyond chance is ${measure}, ${errorOf(models)}`);
  return html`${finding}: the models’ ${first!.measure} is ${errorOf(first!.models)}${others}. R0’s is
  ${errorOf(first!.baseline)}.`;
}

function errorOf({ value, floor }: CalibrationError): Html {
  return html`${decimal(value)}, where chance would show ${decimal(floor.mean)} (p ${pEquals(floor.pValue)})`;
}

/** R0 at the left and the models at the right, as in the article that this follows. */
function pair(what: string, diagrams: Compared<ReliabilityDiagram>): Html {
  return html`<div class="pair">${[BASELINE, MODELS].map((series) => panel(what, diagrams[series.of], series))}</div>`;
}

function panel(what: string, diagram: ReliabilityDiagram, series: Series): Html {
  const figures = diagram.errors.map(
    ({ measure, value, floor }) =>
      html`<div>
        <dt>${measure}</dt>
        <dd>${decimal(value)} <small>chance ${decimal(floor.mean)}, p ${pEquals(floor.pValue)}</small></dd>
      </div> `,
  );
  return html`<figure class="panel">
    <figcaption>${seriesLabel(series)} <small>${count(diagram.outcomes)} outcomes</small></figcaption>
    ${reliabilityPlot(diagram, series, `Reliability diagram of ${what} by ${series.name}: share right against score`)}
    ${scoreHistogram(diagram, series, `Histogram of the scores of ${what} by ${series.name}`)}
    <dl class="errors">${figures}</dl>
  </figure> `;
}
