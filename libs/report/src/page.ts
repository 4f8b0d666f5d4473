import { html } from './html';
import { count } from './number-format';
import { renderShell } from './page-shell';
import type { ReportContents } from './report-contents';
import { actingSection } from './sections/acting';
import { calibrationSection } from './sections/calibration';
import { confusionSection } from './sections/confusion';
import { pairsSection } from './sections/pairs';
import { segmentsSection } from './sections/segments';
import { slopesSection } from './sections/slopes';
import { summarySection } from './sections/summary';
import { worstSection } from './sections/worst';

const SECTIONS = [
  summarySection,
  calibrationSection,
  slopesSection,
  pairsSection,
  segmentsSection,
  actingSection,
  confusionSection,
  worstSection,
];

/**
 * The report as one page that needs nothing beside itself. All that comes from the data is escaped. The same contents give the
 * same bytes.
 */
export function renderReport(contents: ReportContents): string {
  const models = contents.models.map(({ domain, version }) => `${domain} ${version}`).join(', ');
  return renderShell({
    title: `Tiebreak: evaluation on ${contents.data.file}`,
    heading: `Evaluation on ${contents.data.file}`,
    lead: html`${models} against R0, the product of the upstream scores, on ${count(contents.utterances)} utterances, of
    which some domain serves ${count(contents.inDomain)}.`,
    sections: SECTIONS.map((section) => section(contents)),
    footer: html`Made by <code>npx tiebreak evaluate --report</code>. The same data, models and seed give the same
      bytes.`,
  });
}
