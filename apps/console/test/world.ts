import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAggregator } from '@tiebreak/aggregator-host';
import { decisionPolicy, DecisionSettings, readRegistry, readSettings } from '@tiebreak/configuration';
import { startLineNlu } from '@tiebreak/conformance';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { readLabelledUtterance } from '@tiebreak/interpretation';
import { startReranker } from '@tiebreak/reranker-host';
import { openShippedSearch } from '@tiebreak/search-engine';
import { startSearchHost } from '@tiebreak/search-host';

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));
const LOCAL = { host: '127.0.0.1', port: 0 };
const ADMIN = { host: '127.0.0.1', port: 0, portVariable: 'none' };
const DOMAINS = [music, books, video];

/** Everything behind the console, real but for the NLU, which knows the example lines by heart. */
export interface World {
  /** Of the aggregator, with a slash at the end. */
  readonly url: string;
  /** Admin address of Music's re-ranker. */
  readonly musicAdmin: string;
  /** Folder of the built page. */
  readonly page: string;
  close(): Promise<void>;
}

/** Builds the page as `npm start` does, and starts the services that it shows. */
export async function startWorld(): Promise<World> {
  const page = ['tools/build/build-page.js', 'apps/console'];
  const folder = execFileSync(process.execPath, page, { cwd: WORKSPACE, encoding: 'utf8' }).trim();
  const lines = readFileSync(join(WORKSPACE, 'examples/play-mary-poppins.jsonl'), 'utf8').trim().split('\n');
  const nlu = await startLineNlu(
    lines.map((line) => {
      const reading = readLabelledUtterance(JSON.parse(line));
      if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
      return reading.value;
    }),
  );
  const rerankers = await Promise.all(
    DOMAINS.map((definition) => {
      const modelRoot = join(WORKSPACE, 'apps', definition.name.toLowerCase());
      const model = join(modelRoot, 'model');
      return startReranker(definition, { ...LOCAL, portVariable: 'none', model, admin: { ...ADMIN, modelRoot } });
    }),
  );
  const data = mkdtempSync(join(tmpdir(), 'tiebreak-console-'));
  const engine = await openShippedSearch({
    catalogues: new URL('../../search/catalogue', import.meta.url),
    ...{ data, feedback: '', policy: 'thompson', encoder: 'none', deadlineMs: 5_000 },
  });
  const search = await startSearchHost({
    settings: { ...LOCAL, httpPort: 0, deadlineMs: 5_000, logQueries: 0 },
    service: engine,
    admin: ADMIN,
  });
  const app = join(WORKSPACE, 'apps/aggregator');
  const addresses = new Map(
    rerankers.map(({ domain, port, adminPort }) => [
      domain,
      { address: `127.0.0.1:${port}`, admin: `127.0.0.1:${adminPort!}` },
    ]),
  );
  const aggregator = await startAggregator({
    ...{ ...LOCAL, httpPort: 0, domainDeadlineMs: 20_000 },
    registry: readRegistry(join(app, 'registry.json')).map((entry) => ({ ...entry, ...addresses.get(entry.domain) })),
    policy: decisionPolicy(readSettings(DecisionSettings, {}, { joint: join(app, 'model/joint.json') })),
    asking: { nlu: nlu.address, search: `127.0.0.1:${search.port}`, deadlineMs: 20_000 },
    console: { folder, rollout: true, searchAdmin: `127.0.0.1:${search.adminPort!}` },
  });
  return {
    url: `http://127.0.0.1:${aggregator.httpPort}/`,
    musicAdmin: addresses.get(music.name)!.admin,
    page: folder,
    close: async () => {
      await aggregator.close();
      nlu.close();
      await search.close();
      await engine.close();
      await Promise.all(rerankers.map((reranker) => reranker.close()));
      rmSync(data, { recursive: true });
    },
  };
}
