import { html, Html } from './html';
import { count } from './number-format';
import type { ReportContents } from './report-contents';
import { actingSection } from './sections/acting';
import { calibrationSection } from './sections/calibration';
import { confusionSection } from './sections/confusion';
import { pairsSection } from './sections/pairs';
import { renderSection } from './sections/section';
import { segmentsSection } from './sections/segments';
import { slopesSection } from './sections/slopes';
import { summarySection } from './sections/summary';
import { worstSection } from './sections/worst';
import { STYLE } from './style';

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
 * The report as one page that needs nothing beside itself: no scripts, no fonts, no network, which its own policy
 * enforces. All that comes from the data is escaped. The same contents give the same bytes.
 */
export function renderReport(contents: ReportContents): string {
  const sections = SECTIONS.map((section) => section(contents));
  const models = contents.models.map(({ domain, version }) => `${domain} ${version}`).join(', ');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>Tiebreak: evaluation on ${contents.data.file}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="topic">Tiebreak</p>
          <h1>Evaluation on ${contents.data.file}</h1>
          <p class="lead">
            ${models} against R0, the product of the upstream scores, on ${count(contents.utterances)} utterances, of
            which some domain serves ${count(contents.inDomain)}.
          </p>
          <nav aria-label="Contents">
            <ol>
              ${sections.map(({ id, topic }) => html`<li><a href="#${id}">${topic}</a></li> `)}
            </ol>
          </nav>
        </header>
        <main>${sections.map(renderSection)}</main>
        <footer>
          <p>
            Made by <code>npx tiebreak evaluate --report</code>. The same data, models and seed give the same bytes.
          </p>
        </footer>
      </body>
    </html> `.source;
}
