import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describeInChromium, launchChromium, openPage } from '@tiebreak/conformance/chromium';
import type { ReportContents } from '@tiebreak/report/contents';
import type { Browser } from 'playwright-core';
import { faintTexts } from './faint-texts';
import { simulatedLines } from './simulated-lines';
import { type Run, tiebreak, Workspace } from './tiebreak';

const workspace = new Workspace();
const TRAIN = workspace.writeLines('train.jsonl', simulatedLines(240, 1));
const DEV = workspace.writeLines('dev.jsonl', simulatedLines(120, 2));
const TYPED = '<script>alert(1)</script>';
const HELD_OUT = workspace.writeLines(
  'held-out.jsonl',
  simulatedLines(200, 3).map((line) => ({ ...line, utterance: TYPED })),
);
const MODELS = workspace.path('models');
const PAGE = workspace.path('report/index.html');
const URL_OF_PAGE = pathToFileURL(PAGE).href;
const SECTIONS = ['summary', 'calibration', 'slopes', 'pairs', 'segments', 'acting', 'confusion', 'worst'];

const evaluate = (...flags: string[]): Promise<Run> => tiebreak(['evaluate', '--data', HELD_OUT, ...flags]);

beforeAll(async () => {
  const trained = await Promise.all(
    ['Timers', 'Recipes', 'Trains'].map((domain) =>
      tiebreak(['train', '--domain', domain, '--data', TRAIN, '--dev', DEV, '--out', `${MODELS}/${domain}`]),
    ),
  );
  for (const { code, stderr } of trained) expect(code === 0 ? '' : stderr).toBe('');
  const { code, stderr } = await evaluate('--models', MODELS, '--report', workspace.path('report'));
  expect(code === 0 ? '' : stderr).toBe('');
  expect(stderr).toContain(`wrote ${PAGE}`);
});

afterAll(() => {
  workspace.remove();
});

describe('evaluate --report', () => {
  it('writes one page with every section, and what was said as text', () => {
    const page = readFileSync(PAGE, 'utf8');
    for (const section of SECTIONS) expect(page).toContain(`<section id="${section}"`);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    expect(page.length).toBeLessThan(3_000_000);
  });

  it('writes the same contents for programs, the mistakes among them', () => {
    const contents = JSON.parse(readFileSync(workspace.path('report/report.json'), 'utf8')) as ReportContents;
    expect(contents).toMatchObject({ utterances: 200, reliability: { merged: { models: {} } } });
    expect(contents.worst.lines[0]).toMatchObject({ utterance: TYPED, winner: {} });
  });

  it('writes the same bytes again, and leaves stdout to the one object of --json', async () => {
    const { stdout } = await evaluate('--models', MODELS, '--json', '--report', workspace.path('again'));
    expect(readFileSync(workspace.path('again/index.html')).equals(readFileSync(PAGE))).toBe(true);
    expect(Object.keys(JSON.parse(stdout) as object)).toContain('semer');
  });

  it('refuses a baseline, beside which there is nothing to compare', async () => {
    const { code, stderr } = await evaluate('--baseline', 'product', '--report', workspace.path('none'));
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be used with');
  });

  it('says before any work that the folder cannot be made', async () => {
    const { code, stderr } = await evaluate('--models', MODELS, '--report', TRAIN);
    expect(code).toBe(1);
    expect(stderr).toContain(`${TRAIN}: expected a folder that can be made, got EEXIST`);
    expect(stderr).not.toContain('SemER');
  });
});

describeInChromium('the page in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each([
    [380, 'light'],
    [380, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('at %d pixels in the %s asks for nothing, complains of nothing, and fits', async (width, colorScheme) => {
    const { page, requests, complaints } = await openPage(browser, URL_OF_PAGE, { width, colorScheme });
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => url !== URL_OF_PAGE && !url.startsWith('data:'))).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    for (const section of SECTIONS) {
      expect(await page.locator(`#${section} h2`).isVisible()).toBe(true);
      expect((await page.locator(`#${section}`).boundingBox())!.width).toBeLessThanOrEqual(width);
    }
    expect(await page.locator('svg').count()).toBeGreaterThan(10);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has text that is easy to read in the %s, unfolded too', async (colorScheme) => {
    const { page } = await openPage(browser, URL_OF_PAGE, { width: 1280, colorScheme });
    await page.evaluate(`document.querySelectorAll('details').forEach((part) => { part.open = true; })`);
    expect(await faintTexts(page)).toEqual([]);
    await page.close();
  });

  it('is light on paper, whatever the screen', async () => {
    const { page } = await openPage(browser, URL_OF_PAGE, { width: 800, colorScheme: 'dark' });
    const paper = `getComputedStyle(document.body).backgroundColor`;
    const onScreen = await page.evaluate(paper);
    await page.emulateMedia({ media: 'print' });
    expect(onScreen).toBe('rgb(21, 24, 28)');
    expect(await page.evaluate(paper)).toBe('rgb(253, 252, 250)');
    await page.close();
  });
});
