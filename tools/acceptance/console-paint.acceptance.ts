import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment } from '@tiebreak/configuration';
import { describeInChromium, launchChromium, openPage } from '@tiebreak/conformance/chromium';
import { quantile } from '@tiebreak/statistics';
import type { Browser, Page } from 'playwright-core';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { ScratchCheckout } from './scratch-checkout';

/** From `npm start` in a checkout in which nothing ran yet. */
const MOST_TO_FIRST_PAGE_S = 60;
/** Of Ask, when the browser knows it. */
const MOST_TO_PAINT_MS = 1_000;
const LOADS = 5;
const LIMIT_MS = 300_000;
/** Between two looks at whether the page is there. */
const LOOK_MS = 100;

/** What `npm start` says, as far as it is waited for. */
const CONSOLE = /The console is at (\S+)/;
const SEARCH = /^search +serves on port/m;
const READY = /Ctrl-C ends all/;

/** Ports that the system chooses, as other runs may hold the usual ones. */
const SERVICES = ['AGGREGATOR', 'BOOKS', 'MUSIC', 'VIDEO', 'NLU', 'SEARCH'];
const ANY_PORTS = Object.fromEntries(
  [...SERVICES.map((name) => `${name}_PORT`), 'AGGREGATOR_HTTP_PORT', 'SEARCH_HTTP_PORT'].map((name) => [
    `TIEBREAK_${name}`,
    '0',
  ]),
);

describeInChromium('the console of a fresh checkout', () => {
  const checkout = new ScratchCheckout();
  let start: ChildProcess;
  let startedAt: number;
  let said = '';
  let url: string;
  let browser: Browser;
  const rows: string[][] = [];

  beforeAll(() => {
    // What Node and its loader keep between runs lies there, and a fresh checkout's machine has none of it.
    const temporary = join(checkout.folder, 'dist/tmp');
    mkdirSync(temporary, { recursive: true });
    const encoder = FULL_SIZE ? {} : { TIEBREAK_SEARCH_ENCODER: 'none' };
    startedAt = performance.now();
    start = spawn('npm', ['start'], {
      cwd: checkout.folder,
      env: { ...environment(), ...ANY_PORTS, ...encoder, TMPDIR: temporary },
      // A group of its own, which ends together.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    start.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  });

  afterAll(async () => {
    await browser.close();
    const ended = new Promise((resolve) => start.once('close', resolve));
    process.kill(-start.pid!, 'SIGINT');
    await ended;
    checkout.remove();
  }, LIMIT_MS);

  it(
    `has its first page within ${MOST_TO_FIRST_PAGE_S} s of \`npm start\`, before search has indexed anything`,
    async () => {
      [, url] = (await says(CONSOLE)) as unknown as [string, string];
      const response = await fetch(url);
      const firstPageS = (performance.now() - startedAt) / 1_000;
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<title>Tiebreak')]);
      rows.push(['`npm start` to the first page, s', firstPageS.toFixed(1), `at most ${MOST_TO_FIRST_PAGE_S}`]);
      await says(SEARCH);
      const searchS = (performance.now() - startedAt) / 1_000;
      rows.push(['`npm start` to the first search, s', searchS.toFixed(1), '']);
      // CI shares its machine, and times nothing.
      if (FULL_SIZE) expect(firstPageS).toBeLessThanOrEqual(MOST_TO_FIRST_PAGE_S);
    },
    LIMIT_MS,
  );

  it(
    `paints Ask within ${MOST_TO_PAINT_MS} ms when it is loaded again`,
    async () => {
      await says(READY);
      browser = await launchChromium();
      const { page, complaints } = await openPage(browser, url, { width: 1180, colorScheme: 'light' });
      const times: number[] = [];
      for (let i = 0; i < LOADS; i++) times.push(await paintOf(page, url));
      expect(await page.getByRole('heading', { name: 'Ask', level: 1 }).isVisible()).toBe(true);
      expect(complaints).toEqual([]);
      const median = quantile(times, 0.5);
      rows.push([
        `first contentful paint of Ask, warm, median of ${LOADS}, ms`,
        median.toFixed(0),
        `at most ${MOST_TO_PAINT_MS}`,
      ]);
      if (FULL_SIZE) expect(median).toBeLessThanOrEqual(MOST_TO_PAINT_MS);
    },
    LIMIT_MS,
  );

  it('shows its figures', async () => {
    const table = markdownTable([['', 'measured', 'limit'], ...rows]);
    console.log(table);
    if (FULL_SIZE)
      await publish(
        'console-paint',
        `a copy of the checkout with its packages installed, in which nothing had run; ${availableParallelism()} cores, Node ${process.version}, Chromium ${browser.version()}.`,
        table,
      );
  });

  /** Waits until it said so. @throws Error with all that it said when it ended before */
  async function says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(said);
      if (match !== null) return match;
      if (start.exitCode !== null) throw new Error(`npm start ended before it said ${String(pattern)}: ${said}`);
      await sleep(LOOK_MS);
    }
  }
});

/** Milliseconds from the beginning of a load to the first text that is painted. */
async function paintOf(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url);
  return page.evaluate(FIRST_PAINT);
}

// A string, because the types of browsers are not in this program.
const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
  }).observe({ type: 'paint', buffered: true });
})`;
