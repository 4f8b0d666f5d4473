// Makes pictures of every page, over services that have something to show:
// `node tools/run-typescript.js apps/console/test/screenshots.ts FOLDER [REPORT]`, where REPORT is a `report.json`
// for the explorer. Needs a Chromium; set CHROMIUM for its place.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium, openPage } from '@tiebreak/conformance/chromium';
import { seededRandom } from '@tiebreak/statistics';
import type { Page } from 'playwright-core';
import { ask, go, load, PAGES } from './browser';
import { EVALUATION } from './evaluation-files';
import { post, reportOutcomes, understandMany } from './people';
import { CANDIDATE, OVERCONFIDENT, startWorld } from './world';

/** Pixels; what is below is more of the same. */
const TALLEST = 1_720;
const OUTCOMES = 300;
const VIEWS = {
  light: { width: 1180, colorScheme: 'light' },
  dark: { width: 1180, colorScheme: 'dark' },
  narrow: { width: 390, colorScheme: 'light' },
} as const;

const [folder, report] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder of the pictures, got none');
mkdirSync(folder, { recursive: true });
const evaluation = report === undefined ? EVALUATION : (JSON.parse(readFileSync(report, 'utf8')) as object);

const world = await startWorld({ policy: 'thompson' });
const browser = await launchChromium();
const understood = await understandMany(world.url);
await inEveryView(async (page, take) => {
  await take('empty');
  await ask(page, 'play mary poppins', 'tablet');
  await page.getByRole('button', { name: 'What would change' }).click();
  await page.getByRole('heading', { name: 'What would change' }).waitFor();
  await take('ask');
  // A bandit that has learned nothing may choose strategies that find nothing.
  while ((await page.locator('.feedback').count()) === 0) {
    await ask(page, 'find harry potter', 'tablet');
    await page.locator('.decision .buttons button').first().click();
    await page.locator('#entities').waitFor();
  }
  await page.locator('.feedback button').first().click();
  await page.locator('.feedback button[aria-pressed=true]').first().waitFor();
  await take('found');
});

const rollOut = (message: object): Promise<unknown> => post(`${world.url}v1/models/Music/rollout`, message);
await rollOut({ action: 'activate', bundle: OVERCONFIDENT });
const random = seededRandom(1);
for (const domain of ['Books', 'Music', 'Video']) await reportOutcomes(world.url, understood, domain, OUTCOMES, random);
await rollOut({ action: 'canary', bundle: CANDIDATE, trafficShare: 0.25 });
await understandMany(world.url);
await inEveryView(async (page, take) => {
  for (const name of PAGES.slice(1)) {
    await go(page, name);
    await page.waitForLoadState('networkidle');
    if (name === 'Explorer') await load(page, evaluation);
    await take(name.toLowerCase());
  }
});
await browser.close();
await world.close();

/** @param look goes through pages, and takes pictures of them by name */
async function inEveryView(look: (page: Page, take: (what: string) => Promise<void>) => Promise<void>): Promise<void> {
  for (const [name, view] of Object.entries(VIEWS)) {
    const { page, complaints } = await openPage(browser, world.url, view);
    await look(page, async (what) => {
      const bottom = Number(await page.evaluate('document.documentElement.scrollHeight'));
      const clip = { x: 0, y: 0, width: view.width, height: Math.min(bottom, TALLEST) };
      const path = join(folder!, `console-${what}-${name}.png`);
      await page.screenshot({ path, fullPage: true, clip });
      process.stdout.write(`${path}\n`);
    });
    for (const complaint of complaints) console.error(`${name}: ${complaint}`);
    await page.close();
  }
}
