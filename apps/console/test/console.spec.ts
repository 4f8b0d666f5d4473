import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleViews } from '@tiebreak/aggregator-host';
import type { ModelsView } from '@tiebreak/aggregator-host/views';
import { source as axe } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { ask, CHROMIUM, HAS_CHROMIUM, launchChromium, openPage, type WatchedPage } from './browser';
import { CALIBRATION, EVALUATION, REPORT } from './recorded';
import { startWorld, type World } from './world';

const PAGES = ['Ask', 'Calibration', 'Models', 'Retrieval', 'Explorer'];
const UTTERANCE = 'play mary poppins';
const PATIENCE_MS = 60_000;
/** What the first paint waits for. */
const MOST_BYTES = 100_000;

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 180_000);

afterAll(async () => {
  await world.close();
});

describe('the console as it is served', () => {
  it('may load nothing from elsewhere, and nobody may frame it', async () => {
    const { headers } = await fetch(world.url);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is asked for anew and answered by its ETag, and what it is made of is kept for good', async () => {
    const page = await fetch(world.url);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const again = await fetch(world.url, { headers: { 'if-none-match': page.headers.get('etag')! } });
    expect(again.status).toBe(304);
    const [asset] = /assets\/[\w.-]+\.js/.exec(await page.text())!;
    const { headers } = await fetch(world.url + asset);
    expect(headers.get('cache-control')).toContain('immutable');
  });

  it('is small enough to be there at once', () => {
    const assets = join(world.page, 'assets');
    // What is loaded when it is asked for counts for nothing.
    const first = readdirSync(assets).filter((file) => file.startsWith('index-'));
    expect(first).toHaveLength(2);
    expect(first.reduce((sum, file) => sum + statSync(join(assets, file)).size, 0)).toBeLessThan(MOST_BYTES);
  });

  it('leaves other paths to the aggregator, and serves nothing outside of its folder', async () => {
    expect((await fetch(`${world.url}healthz`)).status).toBe(200);
    for (const path of ['package.json', '..%2fpackage.json', 'assets/..%2f..%2fpackage.json'])
      expect([path, (await fetch(world.url + path)).status]).toEqual([path, 404]);
  });
});

describe('the views', () => {
  const rollout = (domain: string, body: string, type = 'application/json'): Promise<Response> =>
    fetch(`${world.url}v1/models/${domain}/rollout`, { method: 'POST', headers: { 'content-type': type }, body });

  it('tell of each domain what stands there and what the gate had said', async () => {
    const view = (await (await fetch(`${world.url}v1/models`)).json()) as ModelsView;
    expect(view.rollout).toBe(true);
    expect(view.domains.map(({ domain }) => domain)).toEqual(['Books', 'Music', 'Video']);
    for (const { models, history, error } of view.domains) {
      expect(error).toBe('');
      expect(models).toMatchObject([{ role: 'active', trafficShare: 1, gate: { passed: true } }]);
      expect(models[0]!.gate!.rules.map(({ rule }) => rule)).toContain('nll');
      expect(history[0]).toMatchObject({ change: 'started', bundle: 'model', version: models[0]!.version });
    }
  });

  it('say of what cannot be reached that it cannot, and of everything else what is known', async () => {
    const registry = [
      { domain: 'Here', admin: world.musicAdmin },
      { domain: 'Gone', admin: '127.0.0.1:1' },
      { domain: 'Hidden' },
    ].map((entry) => ({ ...entry, address: '127.0.0.1:1', fallback: { slope: 1, intercept: 0 } }));
    const views = new ConsoleViews(registry, { folder: '', rollout: false, searchAdmin: '127.0.0.1:1' }, undefined);
    const { domains } = await views.models();
    expect(domains.map(({ models, error }) => [models.length, error])).toEqual([
      [1, ''],
      [0, 'Its service cannot be reached.'],
      [0, 'The registry has no admin address of this domain.'],
    ]);
    expect(await views.retrieval()).toEqual({ since: '', domains: [], error: 'Search cannot be reached.' });
    await expect(views.change('Here', { action: 'end' })).rejects.toThrow('TIEBREAK_CONSOLE_ROLLOUT=1 allows changes');
  });

  it.each([
    ['Music', '{"action": "jump"}', 400, /action: expected one of canary, shadow, activate, rollback, end/],
    ['Music', '{"action": "canary", "bundle": "model", "trafficShare": 2}', 400, /trafficShare: expected a share/],
    ['Music', '{"action": "activate", "bundle": "nowhere"}', 409, /a folder under the service's model root/],
    ['Weather', '{"action": "end"}', 404, /expected a domain with an admin address.*got Weather/],
  ])('refuse to change %s by %s with %d and why', async (domain, body, status, why) => {
    const response = await rollout(domain, body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { detail: string }).detail).toMatch(why);
  });

  it('take nothing that a page of another server can send without being asked', async () => {
    expect((await rollout('Music', '{"action": "end"}', 'text/plain')).status).toBe(415);
    const preflight = await fetch(`${world.url}v1/models/Music/rollout`, {
      method: 'OPTIONS',
      headers: { origin: 'http://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});

(HAS_CHROMIUM ? describe : describe.skip)(`the console in a browser (${CHROMIUM}; set CHROMIUM for another)`, () => {
  let browser: Browser;
  const outcomes: unknown[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser.close();
  });

  /** Opens the console; the monitor is a recorded one, since alarms take more outcomes than a test has time for. */
  async function open(width = 1180, colorScheme: 'light' | 'dark' = 'light'): Promise<WatchedPage> {
    const watched = await openPage(browser, 'about:blank', { width, colorScheme });
    await watched.page.route('**/v1/calibration', (route) => route.fulfill({ json: CALIBRATION }));
    await watched.page.route('**/v1/outcomes', async (route) => {
      outcomes.push(route.request().postDataJSON());
      await route.fulfill({ json: {} });
    });
    await watched.page.goto(world.url);
    return watched;
  }

  it.each([
    [390, 'light'],
    [1180, 'dark'],
  ] as const)(
    'at %d pixels in the %s has every page fit, open to everybody, and asking nobody but the aggregator',
    async (width, colorScheme) => {
      const { page, requests, complaints } = await open(width, colorScheme);
      await ask(page, UTTERANCE);
      for (const name of PAGES) {
        await go(page, name);
        await page.waitForLoadState('networkidle');
        if (name === 'Explorer') await load(page, EVALUATION);
        expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, width]);
        expect([name, await findings(page)]).toEqual([name, []]);
      }
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(world.url) && url !== 'about:blank')).toEqual([]);
      await page.close();
    },
    2 * PATIENCE_MS,
  );

  it(
    'asks, shows who answers and why, takes the option that is chosen, and passes feedback on to search',
    async () => {
      const { page } = await open();
      await ask(page, UTTERANCE, 'tablet');
      expect(await page.locator('.decision .says').textContent()).toBe('The book or the music?');
      expect(await page.locator('table.merge tbody tr').count()).toBe(8);
      expect(await page.locator('.card h3').allTextContents()).toEqual(['Books 1.1.0', 'Music 1.1.0', 'Video 1.1.0']);
      expect(await page.locator('table.contributions').textContent()).toContain('bias');

      await page.getByRole('button', { name: 'What would change' }).click();
      await page.locator('.flips li').first().waitFor({ timeout: PATIENCE_MS });

      await page.getByRole('button', { name: 'the book' }).click();
      const play = page.locator('.feedback').getByRole('button', { name: /^play/ }).first();
      await play.click({ timeout: PATIENCE_MS });
      await page.locator('.feedback button[aria-pressed=true]').waitFor();
      expect(outcomes.at(-1)).toMatchObject({ rightHypothesisId: 'h3', wrongHypothesisIds: [expect.any(String)] });

      await go(page, 'Retrieval');
      const figures = page.locator('#retrieval-Books ~ .figures dd');
      await figures.first().waitFor();
      expect([await figures.nth(0).textContent(), await figures.nth(2).textContent()]).toEqual(['1', '1']);
      await page.close();
    },
    3 * PATIENCE_MS,
  );

  it(
    'shows each model with the gate’s record, puts a canary beside it and takes it away',
    async () => {
      const { page } = await open();
      await go(page, 'Models');
      const music = page.locator('section', { has: page.locator('#models-Music') });
      await music.locator('.card').waitFor();
      expect(await music.locator('.card caption').textContent()).toContain('let it pass');
      await music.getByRole('button', { name: 'Canary' }).click();
      await music.locator('.tag.canary').waitFor({ timeout: PATIENCE_MS });
      await music.getByRole('button', { name: 'End rollout' }).click();
      await music.locator('.tag.canary').waitFor({ state: 'detached', timeout: PATIENCE_MS });
      await page.close();
    },
    2 * PATIENCE_MS,
  );

  it(
    'says which model raised an alarm, and of which nothing is known',
    async () => {
      const { page } = await open();
      await go(page, 'Calibration');
      await page.locator('.verdict.alarm').waitFor();
      expect(await page.locator('.verdict').allTextContents()).toEqual([
        expect.stringContaining('Alarm'),
        expect.stringContaining('Warning'),
      ]);
      expect(await page.locator('svg .dot').count()).toBe(5);
      await page.close();
    },
    PATIENCE_MS,
  );

  it(
    'explores a file without sending it, and says what is wrong with another',
    async () => {
      const { page, requests } = await open();
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
      await page.close();
    },
    PATIENCE_MS,
  );

  it(
    'is used by keys alone, and keeps the colours that were chosen',
    async () => {
      const { page } = await open();
      await page.keyboard.press('Alt+3');
      await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor();
      await page.keyboard.press('Alt+1');
      await page.getByLabel('Utterance').waitFor();
      await page.keyboard.type(UTTERANCE);
      await page.keyboard.press('Enter');
      await page.locator('#decision').waitFor({ timeout: PATIENCE_MS });
      await page.getByLabel('Colours').selectOption('dark');
      await page.reload();
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(21, 24, 28)');
      await page.close();
    },
    2 * PATIENCE_MS,
  );
});

async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function load(page: Page, file: object, shows: 'table' | 'alert' = 'table'): Promise<void> {
  const buffer = Buffer.from(JSON.stringify(file));
  await page.getByLabel('Evaluation').setInputFiles({ name: 'file.json', mimeType: 'application/json', buffer });
  await page.getByRole(shows).first().waitFor();
}

/** What stands in somebody's way: findings of axe that are serious or worse. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: { id: string; impact: string; nodes: { html: string }[] }[] = await page.evaluate(
    'axe.run().then(({ violations }) => violations)',
  );
  return found
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
}
