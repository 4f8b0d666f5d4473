import { existsSync } from 'node:fs';
import { environment } from '@tiebreak/configuration';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where a Chromium is, if anywhere: CHROMIUM of the environment, or Debian's place for it. */
const CHROMIUM = environment().CHROMIUM ?? '/usr/bin/chromium';

/** `describe`, or, where there is no Chromium, a skipped `describe` that says so by name. */
export function describeInChromium(title: string, body: () => void): void {
  if (existsSync(CHROMIUM)) describe(title, body);
  else describe.skip(`${title} (needs a Chromium; there is none at ${CHROMIUM}, set CHROMIUM to its place)`, body);
}

/** How long a page is waited for: services may share two cores with its browser. */
const PATIENCE_MS = 120_000;

/** A Chromium that asks nobody anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--no-first-run', '--disable-quic'],
    ],
  });
}

/** How a page is looked at. */
export interface View {
  /** Pixels. */
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

/** A page with what it asked for and complained about, so far. */
export interface WatchedPage {
  readonly page: Page;
  readonly requests: readonly string[];
  /** All that it wrote to the console, and errors that nobody caught. */
  readonly complaints: readonly string[];
}

/** Opens a page that does not move. */
export async function openPage(browser: Browser, url: string, { width, colorScheme }: View): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, requests, complaints };
}
