import { type Content, html, Html } from './html';
import { renderSection, type Section } from './sections/section';
import { STYLE } from './style';

export interface Shell {
  readonly title: string;
  readonly heading: string;
  readonly lead: Content;
  readonly sections: readonly Section[];
  readonly footer: Content;
}

/** A page around some sections, without scripts, fonts or network, which its own policy enforces. */
export function renderShell({ title, heading, lead, sections, footer }: Shell): string {
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
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="topic">Tiebreak</p>
          <h1>${heading}</h1>
          <p class="lead">${lead}</p>
          <nav aria-label="Contents">
            <ol>
              ${sections.map(({ id, topic }) => html`<li><a href="#${id}">${topic}</a></li> `)}
            </ol>
          </nav>
        </header>
        <main>${sections.map(renderSection)}</main>
        <footer>
          <p>${footer}</p>
        </footer>
      </body>
    </html> `.source;
}
