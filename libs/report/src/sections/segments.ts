import { html, type Html } from '../html';
import { count, decimal, interval, pValue } from '../number-format';
import { intervalPlot } from '../plots/interval-plot';
import type { ReportContents, Segment, SegmentGroup } from '../report-contents';
import { MODELS } from '../series';
import { type Column, table } from '../table';
import type { Section } from './section';

/** Calibration of the winner in parts of the traffic. */
export function segmentsSection({ segments }: ReportContents): Section {
  return {
    id: 'segments',
    topic: 'Segments',
    question: 'Does that hold for every device and intent?',
    answer: verdict(segments),
    body: html`<p class="note">
        The winner’s mean score (bar) beside its share right (circle, 95% interval) in each part of the traffic. p is
        corrected over the segments of one table; the smallest error is the one that these lines would have found four
        times out of five.
      </p>
      ${segments.map(group)}`,
  };
}

function group({ attribute, segments }: SegmentGroup): Html {
  const marks = segments.map(({ name, rightShare, meanScore }) => ({
    row: name,
    series: MODELS,
    estimate: rightShare,
    beside: meanScore,
  }));
  const label = `Mean score and share right by ${attribute}`;
  return html`<h3>By ${attribute}</h3>
    <figure class="scroll" tabindex="0" aria-label="${label}">
      ${intervalPlot(marks, {
        label,
        measure: 'share right, and mean score as a bar',
        domain: [0, 1],
        width: 680,
      })}
    </figure>
    ${table(`Calibration of the models’ winner by ${attribute}`, COLUMNS, segments)} `;
}

const COLUMNS: readonly Column<Segment>[] = [
  { heading: 'segment', kind: 'text', cell: ({ name }) => name },
  { heading: 'n', kind: 'number', cell: ({ count: outcomes }) => count(outcomes) },
  { heading: 'mean score', kind: 'number', cell: ({ meanScore }) => decimal(meanScore) },
  {
    heading: 'share right',
    kind: 'number',
    cell: ({ rightShare }) => html`${decimal(rightShare.value)}<small>${interval(rightShare.interval)}</small>`,
  },
  { heading: 'p', kind: 'number', cell: ({ pValue: p }) => pValue(p) },
  { heading: 'detectable', kind: 'number', cell: ({ smallestError }) => decimal(smallestError) },
];

function verdict(groups: readonly SegmentGroup[]): Html {
  const all = groups.flatMap(({ segments }) => segments);
  const off = all.filter(({ pValue: p }) => p < 0.05);
  return off.length === 0
    ? html`None of ${count(all.length)} segments is found to be off.`
    : html`${count(off.length)} of ${count(all.length)} segments are off: ${off.map(({ name }) => name).join(', ')}.`;
}
