import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startWith } from './started-search';

const ROOT = join(__dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/how-to/search-from-your-service.md'), 'utf8');
const curls = [...page.matchAll(/^curl --json '([^']+)' http:\/\/127\.0\.0\.1:8060(\S+)$/gm)].map(
  ([, body, path]) => [path!, body!] as const,
);

describe('how to search from your own service', () => {
  it('shows each path of HTTP', () => {
    expect([...new Set(curls.map(([path]) => path))]).toEqual(['/v1/search', '/v1/feedback', '/v1/match']);
  });

  it.each(curls)('has requests to %s that are answered', async (path, body) => {
    const { client, close } = await startWith({});
    const answer = await client.callHttp(path, { headers: { 'content-type': 'application/json' }, body });
    await close();
    expect(answer.status).toBe(200);
    const { results = [], orphaned = 0, matches = [] } = answer.body as Record<string, readonly unknown[]>;
    expect({ results: [results].flat().length, orphaned, matches: matches.length }).toEqual(
      {
        '/v1/search': { results: 2, orphaned: 0, matches: 0 },
        '/v1/feedback': { results: 0, orphaned: 1, matches: 0 },
        '/v1/match': { results: 0, orphaned: 0, matches: 1 },
      }[path],
    );
  });

  it('has a client that searches and reports a click', async () => {
    const { host, close } = await startWith({}, { deadlineMs: 2_000 });
    const args = ['tools/run-typescript.js', 'examples/clients/search.ts', 'dune', 'Books'];
    const environment = { PATH: '', TIEBREAK_TARGET: `127.0.0.1:${host.port}` };
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: environment });
    await close();
    expect(stdout).toBe('Dune (book), Frank Herbert\nDune Messiah (book), Frank Herbert\n1 accepted\n');
  });
});
