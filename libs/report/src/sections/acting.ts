import { html, type Html } from '../html';
import { count, decimal, percent } from '../number-format';
import { curvePlot } from '../plots/curve-plot';
import type { Certificate, DecisionContents, DecisionRow, ReportContents, RiskContents } from '../report-contents';
import { SERIES, type Series, seriesLabel } from '../series';
import { type Column, table } from '../table';
import type { Section } from './section';

/** How often it may act for a given share of wrong actions, and what its decisions cost. */
export function actingSection({ risk, decisions }: ReportContents): Section {
  const places = {
    baseline: risk.curves.baseline.map(({ coverage, risk: y }) => ({ x: coverage, y })),
    models: risk.curves.models.map(({ coverage, risk: y }) => ({ x: coverage, y })),
  };
  const costs = {
    baseline: decisions.thresholds.baseline.map(({ threshold, cost }) => ({ x: threshold, y: cost })),
    models: decisions.thresholds.models.map(({ threshold, cost }) => ({ x: threshold, y: cost })),
  };
  return {
    id: 'acting',
    topic: 'Acting',
    question: 'When may it act, and what does that cost?',
    answer: verdict(risk, decisions),
    body: html`<div class="pair">
        <figure class="scroll" tabindex="0" aria-label="Risk and coverage">
          <figcaption>Of the utterances acted on, the surest first, how many are wrong?</figcaption>
          ${curvePlot(places, { label: 'Risk-coverage curves', x: 'coverage: share acted on', y: 'risk: share of those wrong', nameAt: 0.45 })}
        </figure>
        <figure class="scroll" tabindex="0" aria-label="Cost by threshold">
          <figcaption>What does it cost to act from a score on, against deciding by cost?</figcaption>
          ${curvePlot(costs, {
            label: 'Mean cost of acting at a threshold',
            x: 'threshold of the score',
            y: 'mean cost of an utterance',
            levels: [{ y: decisions.total.actual, name: 'decisions by cost' }],
            nameAt: 0.3,
          })}
        </figure>
      </div>
      <h3>A certificate for acting</h3>
      ${table(
        'Of the utterances acted on, how many are wrong at most?',
        CERTIFICATES,
        SERIES.map((series) => ({ series, certificate: risk.certificates[series.of] })),
      )}
      <p class="note">
        The threshold is chosen on one half of the lines, and judged once on the other by a one-sided Clopper–Pearson
        bound. It holds for traffic that could be exchanged with these lines, and for the draw of the second half.
      </p>
      <h3>The decisions</h3>
      ${table('Decisions of the aggregator, with costs in units of one wrong action', DECISIONS, decisions.kinds)}
      <p class="note">
        Over all utterances a decision was expected to cost ${decimal(decisions.total.expected)} and did cost
        ${decimal(decisions.total.actual)} on average. Costs as chosen:
        ${decisions.costs.map(({ name, cost, meaning }, i) => html`${i === 0 ? '' : '; '}<b>${name}</b> ${decimal(cost, 2)} (${meaning})`)}.
      </p>`,
  };
}

interface CertificateRow {
  readonly series: Series;
  readonly certificate: Certificate;
}

const CERTIFICATES: readonly Column<CertificateRow>[] = [
  { heading: 'ranking', kind: 'text', cell: ({ series }) => seriesLabel(series) },
  {
    heading: 'verdict',
    kind: 'text',
    cell: ({ certificate: { certified, target, confidence } }) =>
      html`${certified ? 'certified' : 'not certified'}<small
          >at most ${percent(target)} wrong, at ${percent(confidence)}</small
        >`,
  },
  { heading: 'threshold', kind: 'number', cell: ({ certificate: { threshold } }) => decimal(threshold) },
  {
    heading: 'acts on',
    kind: 'number',
    cell: ({ certificate: { acted, judged } }) =>
      html`${percent(acted / judged)}<small>${count(acted)} of ${count(judged)}</small>`,
  },
  {
    heading: 'wrong of those',
    kind: 'number',
    cell: ({ certificate: { acted, wrong } }) => html`${percent(wrong / acted)}<small>${count(wrong)}</small>`,
  },
  { heading: 'bound', kind: 'number', cell: ({ certificate: { bound } }) => percent(bound) },
];

const DECISIONS: readonly Column<DecisionRow>[] = [
  { heading: 'decision', kind: 'text', cell: ({ kind }) => kind },
  {
    heading: 'share',
    kind: 'number',
    cell: ({ share, count: utterances }) => html`${percent(share)}<small>${count(utterances)}</small>`,
  },
  { heading: 'right one among the options', kind: 'number', cell: ({ rightShare }) => percent(rightShare) },
  { heading: 'expected cost', kind: 'number', cell: ({ expectedCost }) => decimal(expectedCost) },
  { heading: 'actual cost', kind: 'number', cell: ({ actualCost }) => decimal(actualCost) },
];

function verdict({ certificates: { models, baseline } }: RiskContents, { total, thresholds }: DecisionContents): Html {
  const least = Math.min(...thresholds.models.map(({ cost }) => cost));
  const certificate = models.certified
    ? html`From a score of ${decimal(models.threshold)} on it may act on ${percent(models.acted / models.judged)} of the
      utterances with at most ${percent(models.target)} wrong`
    : html`No threshold is certified for at most ${percent(models.target)} wrong`;
  return html`${certificate}; R0 is
  ${baseline.certified ? html`certified for ${percent(baseline.acted / baseline.judged)}` : 'not certified'}. Deciding
  by cost costs ${decimal(total.actual)} an utterance, the best threshold ${decimal(least)}.`;
}
