import { existsSync } from 'node:fs';
import { environment } from '@tiebreak/configuration';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where a Chromium is, if anywhere: CHROMIUM of the environment, or Debian's place for it. */
export const CHROMIUM = environment().CHROMIUM ?? '/usr/bin/chromium';
export const HAS_CHROMIUM = existsSync(CHROMIUM);

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

/** A page with what it asked for and complained about. */
export interface WatchedPage {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

export interface View {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

export async function openPage(browser: Browser, url: string, view: View): Promise<WatchedPage> {
  const { width, colorScheme } = view;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, requests, complaints };
}

/** Asks by hand, and waits for the answer. */
export async function ask(page: Page, utterance: string, device = 'voice_only'): Promise<void> {
  await page.getByLabel('Utterance').fill(utterance);
  await page.getByLabel('Device').selectOption(device);
  await page.getByLabel('Utterance').press('Enter');
  await page.locator('#decision').waitFor({ timeout: 60_000 });
}
