// Makes the pictures of docs/how-to/read-a-report.md from a report:
// `node tools/run-typescript.js tools/docs/screenshots.ts dist/report`. Needs a Chromium; set CHROMIUM for its place.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchChromium, openPage } from '@tiebreak/conformance/chromium';
import type { Page } from 'playwright-core';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const WIDTH = 1200;
/** Paper around what a picture shows. */
const MARGIN = 40;
/** Less below, where the next element follows. */
const GAP = 8;

/** Where each picture begins and ends, as elements of the page. */
const PICTURES = [
  { name: 'report-summary', from: 'header', to: '#summary .scroll' },
  { name: 'report-calibration', from: '#calibration .topic', to: '#calibration .pair' },
] as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder of a report, got nothing');

const browser = await launchChromium();
mkdirSync(IMAGES, { recursive: true });
for (const colorScheme of ['light', 'dark'] as const) {
  const url = pathToFileURL(join(resolve(folder), 'index.html')).href;
  const { page } = await openPage(browser, url, { width: WIDTH, colorScheme });
  for (const { name, from, to } of PICTURES) {
    const top = (await boxOf(page, from)).y;
    const { y, height } = await boxOf(page, to);
    const clip = { x: 0, y: Math.max(0, top - MARGIN), width: WIDTH, height: y + height - top + MARGIN + GAP };
    const path = join(IMAGES, `${name}-${colorScheme}.png`);
    await page.screenshot({ path, clip, fullPage: true });
    process.stdout.write(`${path}\n`);
  }
}
await browser.close();

async function boxOf(page: Page, selector: string): Promise<{ readonly y: number; readonly height: number }> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector}: expected an element that shows, got none`);
  return box;
}
