import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleViews } from '@tiebreak/aggregator-host';
import type { ModelsView } from '@tiebreak/aggregator-host/views';
import { SHIPPED, startWorld, type World } from './world';

/** What the first paint waits for. */
const MOST_BYTES = 100_000;

let world: World;

beforeAll(async () => {
  world = await startWorld({ policy: 'all-50' });
});

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
      expect(history[0]).toMatchObject({ change: 'started', bundle: SHIPPED, version: models[0]!.version });
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
