import { describeInChromium, launchChromium, openPage } from '@tiebreak/conformance/chromium';
import type { CalibrationView } from '@tiebreak/aggregator-host/views';
import { seededRandom } from '@tiebreak/statistics';
import type { Browser, Locator, Page } from 'playwright-core';
import { ask, flip, go, load, PAGES } from './browser';
import { EVALUATION, REPORT } from './evaluation-files';
import { findings } from './findings';
import { post, reportOutcomes, understandMany } from './people';
import { askedOnTwoDevices } from './two-devices';
import { CANDIDATE, OVERCONFIDENT, SHIPPED, startWorld, type World } from './world';

const UTTERANCE = 'play mary poppins';
/** Of each domain: enough for an alarm of scores that are two too high in log-odds, and none of others. */
const OUTCOMES = 100;
const USUAL = { width: 1180, colorScheme: 'light' } as const;
const OTHERS = [
  { width: 390, colorScheme: 'light' },
  { width: 1180, colorScheme: 'dark' },
] as const;

describeInChromium('the console in a browser, over all services as they ship', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let requests: readonly string[];
  let complaints: readonly string[];

  beforeAll(async () => {
    world = await startWorld({ policy: 'all-50' });
    browser = await launchChromium();
  });

  beforeEach(async () => {
    ({ page, requests, complaints } = await openPage(browser, world.url, USUAL));
    page.on('dialog', (dialog) => void dialog.accept());
  });

  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(world.url))).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const says = (): Promise<string | null> => page.locator('.decision .says').textContent();

  it('asks, shows who answers and why, and records what was right', async () => {
    const { resolution, hops } = await ask(page, UTTERANCE, 'tablet');
    const { ranked, outcomes } = resolution!;
    expect(ranked.length).toBeGreaterThan(2);
    expect(await page.locator('table.merge tbody tr').count()).toBe(ranked.length);
    expect(await page.locator('.card h3').allTextContents()).toEqual(
      outcomes.map(({ domain, model }) => `${domain} ${model!.version}`).sort(),
    );
    expect(await page.locator('table.contributions').first().textContent()).toContain('bias');
    expect(await page.locator('.hops li').count()).toBe(hops.length);

    await page.getByRole('button', { name: 'What would change' }).click();
    await page.getByRole('heading', { name: 'What would change' }).waitFor();

    const right = page.locator('.decision .buttons button').first();
    const told = page.waitForResponse('**/v1/outcomes');
    await right.click();
    expect((await told).status()).toBe(200);
    await page.getByText(`Recorded: ${(await right.textContent())!}.`).waitFor();
  });

  it('asks again when the device is another, and decides otherwise; the last device counts, whichever answer is first', async () => {
    const { utterance, devices, said } = await askedOnTwoDevices(world.url);
    await ask(page, utterance, devices[0]);
    expect(await says()).toBe(said[0]);
    await flip(page, utterance, devices[1]);
    expect(await says()).toBe(said[1]);

    let late: (() => void) | undefined;
    await page.route(
      '**/v1/ask',
      async (route) => {
        await new Promise<void>((resolve) => (late = resolve));
        await route.continue();
      },
      { times: 1 },
    );
    await page.getByLabel('Device').selectOption(devices[0]);
    await flip(page, utterance, devices[1]);
    const arrived = page.waitForResponse('**/v1/ask');
    late!();
    await (await arrived).finished();
    await page.waitForTimeout(250);
    expect(await says()).toBe(said[1]);
  });

  it('finds first what was liked when it was asked for before', async () => {
    const found = page.locator('.entities .entity > div:first-child');
    const search = async (): Promise<void> => {
      const { search: done } = await ask(page, 'find harry potter', 'phone');
      // Nothing is looked up while it is open what is meant.
      if (done === undefined) await page.locator('.decision .buttons button').first().click();
      await found.first().waitFor();
    };
    await search();
    expect(await found.count()).toBeGreaterThan(1);
    const nameOf = async (entity: Locator): Promise<string> =>
      `${await entity.locator('strong').innerText()}, ${await entity.locator('.note').first().innerText()}`;
    const liked = await nameOf(found.nth(1));
    expect(await nameOf(found.nth(0))).not.toBe(liked);
    await page.locator('.feedback').nth(1).getByRole('button', { name: /^like/ }).click();
    await page.locator('.feedback button[aria-pressed=true]').waitFor();
    await search();
    expect(await nameOf(found.nth(0))).toBe(liked);

    await go(page, 'Retrieval');
    const taken = page.locator('.figures > div:nth-child(3) dd');
    await taken.first().waitFor();
    expect((await taken.allTextContents()).reduce((sum, count) => sum + Number(count), 0)).toBe(1);
  });

  it('puts a canary beside the active model, counts what each answers, and takes it away again', async () => {
    await go(page, 'Models');
    const music = modelsOf(page, 'Music');
    const shipped = await versionsOf(music);
    await music.getByLabel('Bundle').fill(CANDIDATE);
    await music.getByLabel('Share').selectOption('0.5');
    await music.getByRole('button', { name: 'Canary' }).click();
    await music.locator('.tag.canary').waitFor();
    const before = await requestsOf(music);
    const asked = 24;
    for (let i = 0; i < asked; i++) await post(`${world.url}v1/ask`, { requestId: `c${i}`, utterance: UTTERANCE });
    await page.waitForResponse('**/v1/models');
    const after = await requestsOf(music);
    const [active, canary] = after.map((count, i) => count - before[i]!);
    expect([active! + canary!, Math.min(active!, canary!) > 0]).toEqual([asked, true]);

    await music.getByRole('button', { name: 'End rollout' }).click();
    await music.locator('.tag.canary').waitFor({ state: 'detached' });
    expect(await versionsOf(music)).toEqual(shipped);
    expect(await music.locator('.changes li').first().textContent()).toContain('ended');
  });

  it('raises the alarm of a model that is too sure of itself, and of no other, until one goes back to the one before', async () => {
    const understood = await understandMany(world.url);
    await go(page, 'Models');
    const music = modelsOf(page, 'Music');
    const shipped = await versionsOf(music);
    await music.getByLabel('Bundle').fill(OVERCONFIDENT);
    await music.getByRole('button', { name: 'Activate' }).click();
    await music.getByText(`${OVERCONFIDENT} is active.`).waitFor();
    await page.waitForResponse('**/v1/models');
    const [overconfident] = await versionsOf(music);
    expect(overconfident).not.toBe(shipped[0]);

    const random = seededRandom(1);
    for (const domain of ['Books', 'Music', 'Video'])
      await reportOutcomes(world.url, understood, domain, OUTCOMES, random);
    await go(page, 'Calibration');
    const alarm = page.locator('section', { has: page.locator('.verdict.alarm') });
    await alarm.waitFor();
    expect(await alarm.locator('h2').allTextContents()).toEqual([`Music ${overconfident}`]);
    expect(await alarm.locator('svg .dot').count()).toBeGreaterThan(2);
    const { models } = (await (await fetch(`${world.url}v1/calibration`)).json()) as CalibrationView;
    expect(models.filter(({ topOutcomes }) => topOutcomes >= OUTCOMES).map(({ domain }) => domain)).toEqual([
      'Books',
      'Music',
      'Video',
    ]);
    expect(await findings(page)).toEqual([]);

    await go(page, 'Models');
    await music.getByRole('button', { name: `Roll back to ${SHIPPED}` }).click();
    await music.getByText(`${SHIPPED} is active.`).waitFor();
    await page.waitForResponse('**/v1/models');
    expect(await versionsOf(music)).toEqual(shipped);
  });

  it('has every page fit, narrow and wide, and open to everybody, in the light and in the dark', async () => {
    await ask(page, UTTERANCE);
    for (const name of PAGES) {
      await go(page, name);
      await page.waitForLoadState('networkidle');
      if (name === 'Explorer') await load(page, EVALUATION);
      for (const { width, colorScheme } of OTHERS) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const where = [name, width, colorScheme];
        expect([...where, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([...where, width]);
        expect([...where, await findings(page)]).toEqual([...where, []]);
      }
    }
  });

  it('explores a file without sending it, and says what is wrong with another', async () => {
    await go(page, 'Explorer');
    const before = requests.length;
    await load(page, EVALUATION);
    expect(await page.locator('main table').textContent()).toContain('0.18 to 0.25');
    await load(page, REPORT);
    expect(await page.locator('svg .dot').count()).toBe(4);
    await page.getByLabel('Of', { exact: true }).selectOption('Music');
    expect(await page.locator('svg .dot').count()).toBe(3);
    await page.getByLabel('Words').fill('READ');
    expect(await page.locator('.worst .says').allTextContents()).toEqual(['read dune']);
    await page.getByLabel('Words').fill('');
    await page.getByLabel('Meant').selectOption('Video');
    expect(await page.locator('.worst .says').allTextContents()).toEqual(['play dune']);
    expect(await findings(page)).toEqual([]);
    await load(page, { nothing: 1 }, 'alert');
    expect(await page.getByRole('alert').textContent()).toContain('got an object of nothing');
    expect(requests.slice(before)).toEqual([]);
  });

  it('is used by keys alone, and keeps the colours that were chosen', async () => {
    await press(page, 'Alt+3', page.getByRole('heading', { name: 'Models', level: 1 }));
    await press(page, 'Alt+1', page.getByLabel('Utterance'));
    await page.keyboard.type(UTTERANCE);
    await page.keyboard.press('Enter');
    await page.locator('#decision').waitFor();
    await page.getByLabel('Colours').selectOption('dark');
    await page.reload();
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(21, 24, 28)');
  });
});

/** How long one press is given. */
const TRY_MS = 10_000;

/** Presses keys until what they lead to is there: a browser that is busy may miss some. */
async function press(page: Page, keys: string, shown: Locator): Promise<void> {
  for (let tries = 1; tries <= 10; tries++) {
    await page.keyboard.press(keys);
    const there = await shown.waitFor({ timeout: TRY_MS }).then(
      () => true,
      () => false,
    );
    if (there) return;
  }
  throw new Error(`${keys} led nowhere`);
}

function modelsOf(page: Page, domain: string): Locator {
  return page.locator('section', { has: page.locator(`#models-${domain}`) });
}

async function versionsOf(models: Locator): Promise<string[]> {
  await models.locator('.card').first().waitFor();
  const headings = await models.locator('.card h3').allTextContents();
  return headings.map((heading) => heading.split(' ')[0]!);
}

/** How many requests each model of a domain was given, by its card. */
async function requestsOf(models: Locator): Promise<number[]> {
  const notes = await models.locator('.card h3 + .note').allTextContents();
  return notes.map((note) => Number(/([\d,]+) so far/.exec(note)![1]!.replaceAll(',', '')));
}
