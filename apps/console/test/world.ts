import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAggregator } from '@tiebreak/aggregator-host';
import { decisionPolicy, DecisionSettings, readRegistry, readSettings } from '@tiebreak/configuration';
import { copyWithGraph, shiftScores } from '@tiebreak/conformance/bundle-edits';
import { openDecisionLog } from '@tiebreak/decision-log';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { startNlu } from '@tiebreak/nlu-host';
import { readNluBundles } from '@tiebreak/nlu-model';
import { startReranker } from '@tiebreak/reranker-host';
import { openShippedSearch } from '@tiebreak/search-engine';
import { startSearchHost } from '@tiebreak/search-host';
import { inc } from 'semver';

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));
const LOCAL = { host: '127.0.0.1', port: 0 };
const ADMIN = { ...LOCAL, portVariable: 'none' };
const DOMAINS = [music, books, video];

/** Music's bundles beside the shipped one: a release to come, and one that is far too sure of itself. */
export const CANDIDATE = 'candidate';
export const OVERCONFIDENT = 'overconfident';
/** The name of every domain's shipped bundle. */
export const SHIPPED = 'shipped';

/** Everything behind the console, as it ships, all in this process. */
export interface World {
  /** Of the aggregator, with a slash at the end. */
  readonly url: string;
  /** Admin address of Music's re-ranker. */
  readonly musicAdmin: string;
  /** Folder of the built page. */
  readonly page: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Chooses search's strategies. */
  readonly policy: string;
}

/**
 * Builds the page as `npm start` does, and starts the services that it shows. Search exchanges no neighbours, and has no
 * encoder, which would take half a minute.
 */
export async function startWorld({ policy }: WorldOptions): Promise<World> {
  const page = ['tools/build/build-page.js', 'apps/console'];
  const folder = execFileSync(process.execPath, page, { cwd: WORKSPACE, encoding: 'utf8' }).trim();
  const data = mkdtempSync(join(tmpdir(), 'tiebreak-console-'));
  const nlu = await startNlu({ ...LOCAL, bundles: await readNluBundles(join(WORKSPACE, 'apps/nlu/model')) });
  const rerankers = await Promise.all(
    DOMAINS.map(async (definition) => {
      const modelRoot = await modelsOf(definition.name, join(data, 'models'));
      const model = join(modelRoot, SHIPPED);
      return startReranker(definition, { ...ADMIN, model, admin: { ...ADMIN, modelRoot } });
    }),
  );
  const engine = await openShippedSearch({
    ...{ catalogues: new URL('../../search/catalogue', import.meta.url), data: join(data, 'search') },
    ...{ feedback: '', policy, encoder: 'none', swapShare: 0, deadlineMs: 5_000 },
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
    asking: { nlu: `127.0.0.1:${nlu.port}`, search: `127.0.0.1:${search.port}`, deadlineMs: 20_000 },
    liveCalibration: {
      ...{ log: await openDecisionLog(join(data, 'decisions.db')), words: false, days: 30, recalibrated: [] },
    },
    console: { folder, rollout: true, searchAdmin: `127.0.0.1:${search.adminPort!}` },
  });
  return {
    url: `http://127.0.0.1:${aggregator.httpPort}/`,
    musicAdmin: addresses.get(music.name)!.admin,
    page: folder,
    close: async () => {
      await aggregator.close();
      await search.close();
      await engine.close();
      await Promise.all([nlu, ...rerankers].map((service) => service.close()));
      rmSync(data, { recursive: true });
    },
  };
}

/** By how much their scores lie above the shipped ones, in log-odds. */
const SHIFTS = { [CANDIDATE]: 0.1, [OVERCONFIDENT]: 2 };

/** A model root with a domain's shipped bundle, and Music's others, each of a later version. @returns the folder */
async function modelsOf(domain: string, root: string): Promise<string> {
  const folder = join(root, domain);
  const shipped = join(folder, SHIPPED);
  cpSync(join(WORKSPACE, 'apps', domain.toLowerCase(), 'model'), shipped, { recursive: true });
  if (domain !== music.name) return folder;
  let { version } = JSON.parse(readFileSync(join(shipped, 'manifest.json'), 'utf8')) as { version: string };
  for (const [bundle, logOdds] of Object.entries(SHIFTS)) {
    version = inc(version, 'minor')!;
    await copyWithGraph(shipped, join(folder, bundle), shiftScores(logOdds), { version, gate: undefined });
  }
  return folder;
}
