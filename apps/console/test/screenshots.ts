import { join } from 'node:path';
import { ask, launchChromium, openPage } from './browser';
import { CALIBRATION, EVALUATION } from './recorded';
import { startWorld } from './world';

// Pictures of every page: `node --import ./tools/run-typescript.js apps/console/test/screenshots.ts FOLDER`.
/** Pixels; what is below is more of the same. */
const TALLEST = 1_720;
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder of the pictures, got none');
const world = await startWorld();
const browser = await launchChromium();
for (const [name, width, colorScheme] of [
  ['light', 1180, 'light'],
  ['dark', 1180, 'dark'],
  ['narrow', 390, 'light'],
] as const) {
  const { page, complaints } = await openPage(browser, world.url, { width, colorScheme });
  await page.route('**/v1/calibration', (route) => route.fulfill({ json: CALIBRATION }));
  await ask(page, 'play mary poppins', 'tablet');
  const take = async (what: string): Promise<void> => {
    const bottom = Number(await page.evaluate('document.documentElement.scrollHeight'));
    const clip = { x: 0, y: 0, width, height: Math.min(bottom, TALLEST) };
    await page.screenshot({ path: join(folder, `console-${what}-${name}.png`), fullPage: true, clip });
  };
  await page.getByRole('button', { name: 'What would change' }).click();
  await page.getByRole('heading', { name: 'What would change' }).waitFor({ timeout: 120_000 });
  await take('ask');
  await page.getByRole('button', { name: 'the book' }).click();
  await page.locator('.feedback button').first().click();
  await page.locator('.feedback button[aria-pressed=true]').first().waitFor();
  await take('found');
  for (const other of ['Calibration', 'Models', 'Retrieval', 'Explorer']) {
    await page.getByRole('link', { name: other }).click();
    await page.getByRole('heading', { name: other, level: 1 }).waitFor();
    if (other === 'Explorer')
      await page.getByLabel('Evaluation').setInputFiles({
        name: 'evaluation.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(EVALUATION)),
      });
    await page.waitForTimeout(1_000);
    await take(other.toLowerCase());
  }
  for (const complaint of complaints) console.error(`${name}: ${complaint}`);
  await page.close();
}
await browser.close();
await world.close();
