import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { defineRankingFeatures, trainListwise } from '@tiebreak/learning-to-rank';
import { newSigningKeys, readPrivateKey, readPublicKey } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { signRankerBundle, writeRankerBundle } from '@tiebreak/ranker-model';
import { SearchEngine, type SearchEngineOptions } from '@tiebreak/search-engine';
import { startSearchHost } from '@tiebreak/search-host';
import { buildIndex } from '@tiebreak/search-index';

const { search } = toGrpcService(wire.SearchServiceDefinition);
const { listModels, activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
const { MODEL_ROLE_ACTIVE: ACTIVE, MODEL_ROLE_CANARY: CANARY, MODEL_ROLE_SHADOW: SHADOW } = wire.ModelRole;
const CALL = { deadlineMs: 10_000 };
const FILMS = 8;
const folder = mkdtempSync(join(tmpdir(), 'exchange-rankers-'));
const rankers = join(folder, 'rankers');
const keys = newSigningKeys();

async function* films(): AsyncGenerator<CatalogueEntity> {
  for (let i = 0; i < FILMS; i++)
    yield await Promise.resolve({
      ...{ id: `film-${i}`, title: `Film ${i}`, domain: 'Video', type: 'film', creator: '', year: 2000 },
      ...{ popularity: i / FILMS, attributes: {}, aliases: [], text: '', tags: {} },
    });
}

/** A ranker that likes what is popular, or what is not. */
async function writeRanker(
  name: string,
  version: string,
  likes: 'popular' | 'obscure',
  domain = 'Video',
): Promise<void> {
  const popularity = Float32Array.from({ length: 100 }, (_, i) => (i % 10) / 10);
  const grades = Float64Array.from(popularity, (value) => (likes === 'popular' ? 10 * value : 10 - 10 * value) / 3);
  const offsets = Int32Array.from({ length: 11 }, (_, query) => 10 * query);
  await writeRankerBundle(
    join(rankers, name),
    {
      ranker: {
        kind: 'linear',
        model: trainListwise({ features: popularity, columns: 1, grades, offsets }, { l2: 0.01 }),
      },
      schema: defineRankingFeatures([{ name: 'popularity', version: 1 }]),
      ...{ baseline: Float32Array.of(0.5), seed: 1, training: {} },
    },
    { domain, name: 'films', version },
  );
}

interface Running {
  readonly client: Client;
  readonly admin: Client;
  readonly adminPort: number;
  close(): Promise<void>;
}

async function start(options: Partial<SearchEngineOptions> = {}): Promise<Running> {
  let ids = 0;
  const engine = await SearchEngine.open({
    ...{ indexes: join(folder, 'indexes'), rankers, feedback: join(folder, 'feedback.db'), policy: 'all-50' },
    ...{ shadowPolicy: '', retentionDays: 0, deadlineMs: 5_000, swapShare: 0, now: Date.now },
    ...{ newId: () => `${Date.now()}-${ids++}`, seed: () => 1 },
    onError: (error) => {
      throw error;
    },
    ...options,
  });
  const host = await startSearchHost({
    settings: { host: '127.0.0.1', port: 0, httpPort: 0, deadlineMs: 5_000, logQueries: 1 },
    service: engine,
    admin: { host: '127.0.0.1', port: 0, portVariable: 'none' },
    rankers: { models: engine.models, admins: [], trail: join(folder, 'trail.jsonl') },
  });
  const [client, admin] = [host.port, host.adminPort!].map(
    (port) => new Client(`127.0.0.1:${port}`, credentials.createInsecure()),
  );
  return {
    ...{ client: client!, admin: admin!, adminPort: host.adminPort! },
    close: async () => {
      client!.close();
      admin!.close();
      await host.close();
      await engine.close();
    },
  };
}

let running: Running;

const ask = async (requestId = 'r'): Promise<{ version: string; first: string }> => {
  const request = {
    ...{ requestId, domain: 'Video', query: 'film', intent: '', slots: [], context: undefined, userId: '' },
    ...{ limit: FILMS, explain: false },
  };
  const { rankerVersion, results } = await callUnary(running.client, search, request, CALL);
  return { version: rankerVersion, first: results[0]!.entity!.id };
};
const activate = (bundle: string, rest: Partial<wire.ActivateModelRequest> = {}) =>
  callUnary(running.admin, activateModel, { bundle, expectedDigest: '', allowRollback: false, ...rest }, CALL);
const roll = (bundle: string, role: wire.ModelRole, trafficShare = 0.5) =>
  callUnary(running.admin, setRollout, { bundle, role, trafficShare }, CALL);
const standing = async () =>
  (await callUnary(running.admin, listModels, {}, CALL)).models.map(({ model, trafficShare }) => [
    ...[model!.domain, model!.version, model!.role, trafficShare],
  ]);
const refusal = (call: Promise<unknown>): Promise<{ code: number; details: string }> =>
  call.then(
    () => {
      throw new Error('expected a refusal');
    },
    (error: unknown) => error as ServiceError,
  );

const POPULAR = { version: 'films@1.0.0', first: `film-${FILMS - 1}` };
const OBSCURE = { version: 'films@1.1.0', first: 'film-0' };

beforeAll(async () => {
  await buildIndex(films(), join(folder, 'indexes/Video'), { encoder: 'hashed' });
  await writeRanker('popular', '1.0.0', 'popular');
  await writeRanker('obscure', '1.1.0', 'obscure');
  await writeRanker('foreign', '1.0.0', 'popular', 'Games');
  mkdirSync(join(rankers, 'broken'));
  copyFileSync(join(rankers, 'popular/manifest.json'), join(rankers, 'broken/manifest.json'));
  writeFileSync(join(rankers, 'broken/model.onnx'), 'no graph');
});

afterEach(() => running.close());
afterAll(() => rm(folder, { recursive: true }));

describe('a running search service', () => {
  beforeEach(async () => {
    running = await start();
  });

  it('ranks by a bundle as soon as it is activated, and by the one before when that is allowed', async () => {
    expect(await standing()).toEqual([['Video', '0.0.0', ACTIVE, 1]]);
    expect((await ask()).version).toBe('prior@1');
    const first = await activate('popular');
    expect([first.active!.version, first.previous!.version]).toEqual(['1.0.0', '0.0.0']);
    expect(await ask()).toEqual(POPULAR);
    await activate('obscure');
    expect(await ask()).toEqual(OBSCURE);
    expect(await refusal(activate('popular'))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details:
        'bundle: expected version 1.1.0, which is active, or a later one, unless allow_rollback is set, got 1.0.0',
    });
    expect(await ask()).toEqual(OBSCURE);
    await activate('popular', { allowRollback: true });
    expect(await ask()).toEqual(POPULAR);
  });

  it.each([
    ['a folder outside of the rankers', '../indexes', {}, /^bundle: expected a folder under the service's model root/],
    [
      'a domain that it does not serve',
      'foreign',
      {},
      /^bundle foreign: domain: expected .* served: Video, got Games$/,
    ],
    ['a graph that was exchanged', 'broken', {}, /^bundle broken: digest: expected sha256:/],
    [
      'another digest than was expected',
      'popular',
      { expectedDigest: 'sha256:0' },
      /^expected_digest: expected sha256:/,
    ],
  ])('refuses %s, and ranks on as it did', async (_, bundle, rest, details) => {
    await activate('popular');
    const refused = await refusal(activate(bundle, rest));
    expect(refused.code).toBe(status.FAILED_PRECONDITION);
    expect(refused.details).toMatch(details);
    expect(await ask()).toEqual(POPULAR);
  });

  it('answers every search by one ranker, whole, while rankers change', async () => {
    await activate('popular');
    let changing = true;
    const searches = Array.from({ length: 4 }, async (_, searcher) => {
      const answers = [];
      for (let i = 0; changing; i++) answers.push(await ask(`${searcher}-${i}`));
      return answers;
    });
    for (let i = 0; i < 10; i++) await activate(i % 2 === 0 ? 'obscure' : 'popular', { allowRollback: true });
    changing = false;
    const answers = (await Promise.all(searches)).flat();
    expect(answers.length).toBeGreaterThan(4);
    for (const answer of answers) expect([POPULAR, OBSCURE]).toContainEqual(answer);
  });

  it('lets a canary answer its share, the same id always by the same ranker, and no shadow beside it', async () => {
    await activate('popular');
    await roll('obscure', CANARY);
    expect(await standing()).toEqual([
      ['Video', '1.0.0', ACTIVE, 0.5],
      ['Video', '1.1.0', CANARY, 0.5],
    ]);
    const ids = Array.from({ length: 40 }, (_, i) => `request ${i}`);
    const versionsOf = () => Promise.all(ids.map(async (id) => (await ask(id)).version));
    const versions = await versionsOf();
    expect(new Set(versions)).toEqual(new Set([POPULAR.version, OBSCURE.version]));
    expect(await versionsOf()).toEqual(versions);
    expect((await refusal(roll('obscure', SHADOW))).details).toBe(
      'role: expected MODEL_ROLE_CANARY, got MODEL_ROLE_SHADOW',
    );
    await roll('', ACTIVE);
    expect(await standing()).toEqual([['Video', '1.0.0', ACTIVE, 1]]);
  });

  it('shows on its admin address what stands and who did what, and offers release control nowhere else', async () => {
    await activate('popular');
    const page = await fetch(`http://127.0.0.1:${running.adminPort}/models`);
    const { models, history } = (await page.json()) as { models: object[]; history: object[] };
    expect(models).toMatchObject([{ version: { domain: 'Video', version: '1.0.0' }, role: 'active' }]);
    expect(history.at(-1)).toMatchObject({ change: 'active', bundle: 'popular', version: '1.0.0', by: [] });
    const elsewhere = await refusal(callUnary(running.client, listModels, {}, CALL));
    expect(elsewhere.code).toBe(status.UNIMPLEMENTED);
  });
});

describe('a search service with a public key', () => {
  it('ranks by what the key signed, and by nothing else', async () => {
    running = await start({ publicKey: readPublicKey(keys.publicKey) });
    expect((await refusal(activate('popular'))).details).toMatch(/^bundle popular: signature: expected .*, got none$/);
    await signRankerBundle(join(rankers, 'popular'), readPrivateKey(keys.privateKey));
    await activate('popular');
    expect(await ask()).toEqual(POPULAR);
    await signRankerBundle(join(rankers, 'obscure'), readPrivateKey(newSigningKeys().privateKey));
    expect((await refusal(activate('obscure'))).details).toMatch(/^bundle obscure: signature: expected/);
    expect(await ask()).toEqual(POPULAR);
  });
});
