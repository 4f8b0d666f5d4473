import { simulatedContents } from '../test/simulated-contents';
import { parseDocument } from './document';
import { renderReport } from './page';

const THREE = ['Music', 'Books', 'Video'];
const TWELVE = Array.from({ length: 12 }, (_, i) => `Domain${i + 1}`);
const MOST_BYTES = 3_000_000;

describe('the report', () => {
  const page = renderReport(simulatedContents(THREE));
  const document = parseDocument(page);

  it('has its sections in order, each under a question and named in the contents', () => {
    const sections = [...document.querySelectorAll('main > section')];
    const ids = sections.map(({ id }) => id);
    expect(ids).toEqual(['summary', 'calibration', 'slopes', 'pairs', 'segments', 'acting', 'confusion', 'worst']);
    for (const section of sections) expect(section.querySelector('h2')!.textContent).toMatch(/\?$/);
    const links = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(ids.map((id) => `#${id}`));
  });

  it('shows R0 and the models side by side: the winner first, then every domain', () => {
    const panels = [...document.querySelectorAll('#calibration figure.panel')];
    expect(panels.map((panel) => panel.querySelector('svg')!.getAttribute('aria-label'))).toEqual(
      ['the winner', 'Books', 'Music', 'Video'].flatMap((what) =>
        ['R0', 'models'].map((name) => `Reliability diagram of ${what} by ${name}: share right against score`),
      ),
    );
    for (const panel of panels) expect([...panel.querySelectorAll('svg')]).toHaveLength(2);
  });

  it('draws every bin of a diagram with its interval', () => {
    const diagram = document.querySelector('#calibration figure.panel svg')!;
    expect([...diagram.querySelectorAll('[aria-label="dot"] path, [aria-label="dot"] circle')]).toHaveLength(15);
    expect([...diagram.querySelectorAll('[aria-label="rule"] line')]).toHaveLength(15);
  });

  it('tells in words what its pictures show, and names the rows and columns of its tables', () => {
    for (const svg of document.querySelectorAll('svg')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.getAttribute('aria-label')).toMatch(/\w/);
    }
    const tables = [...document.querySelectorAll('table')];
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) {
      expect(table.querySelector('caption')!.textContent).toMatch(/\w/);
      for (const heading of table.querySelectorAll('th')) expect(heading.getAttribute('scope')).toMatch(/col|row/);
    }
  });

  it('lists the 50 worst utterances, each with its reasons folded away', () => {
    expect([...document.querySelectorAll('.worst > li')]).toHaveLength(50);
    expect([...document.querySelectorAll('.worst details:not([open])')]).toHaveLength(50);
  });

  it('needs nothing beside itself, and forbids itself to ask', () => {
    expect(page).not.toMatch(/<script|<link rel="stylesheet"|@import|url\(|src=|https?:\/\/(?!www\.w3\.org)/);
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content');
    expect(policy).toContain("default-src 'none'");
  });

  it('has the same bytes for the same contents, however many were drawn before', () => {
    expect(renderReport(simulatedContents(THREE))).toBe(page);
  });

  it('shows what somebody typed as text', () => {
    const typed = `<script>alert(1)</script><img src=x onerror="alert(2)">`;
    const hostile = renderReport(simulatedContents([typed, 'Books'], typed));
    const opened = parseDocument(hostile);
    expect([...opened.querySelectorAll('script, img')]).toHaveLength(0);
    expect(opened.querySelector('.worst .utterance bdi')!.textContent).toBe(typed);
    expect(opened.querySelector('#calibration h4')!.textContent).toBe(typed);
    expect(opened.querySelector('#slopes svg')!.textContent).toContain(typed);
  });

  it('takes one domain, which has none to compare with', () => {
    const alone = parseDocument(renderReport(simulatedContents(['Weather'])));
    expect([...alone.querySelectorAll('main > section')]).toHaveLength(8);
    expect(alone.querySelector('#pairs')!.textContent).toContain('one domain only');
    expect([...alone.querySelectorAll('#pairs svg')]).toHaveLength(0);
  });

  it('stays below 3 MB with twelve domains', () => {
    const large = renderReport(simulatedContents(TWELVE));
    expect([...parseDocument(large).querySelectorAll('figure.panel')]).toHaveLength(26);
    expect(Buffer.byteLength(large)).toBeLessThan(MOST_BYTES);
  });

  it('says when nothing was wrong', () => {
    const perfect = { ...simulatedContents(THREE), worst: { wrong: 0, lines: [] } };
    expect(parseDocument(renderReport(perfect)).querySelector('#worst')!.textContent).toContain(
      'every winner is right',
    );
  });
});
