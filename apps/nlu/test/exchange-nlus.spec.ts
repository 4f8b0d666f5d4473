import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { NluClient } from '@tiebreak/conformance';
import { startNlu } from '@tiebreak/nlu-host';
import { readNluBundles, signNluBundle, writeNluBundle } from '@tiebreak/nlu-model';
import { newSigningKeys, readPrivateKey, readPublicKey } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type TaggedUtterance, trainNlu } from '@tiebreak/reference-nlu';

const { listModels, activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
const { MODEL_ROLE_ACTIVE: ACTIVE, MODEL_ROLE_CANARY: CANARY, MODEL_ROLE_SHADOW: SHADOW } = wire.ModelRole;
const CALL = { deadlineMs: 10_000 };
const folder = mkdtempSync(join(tmpdir(), 'exchange-nlus-'));
const keys = newSigningKeys();

/** An NLU that knows one intent, by which its answers are told from another's. */
async function writeNlu(name: string, version: string, intent: string, domain = 'Music'): Promise<void> {
  const lines: TaggedUtterance[] = ['bach', 'ella'].flatMap((artist) => [
    { utterance: `play ${artist}`, domain, intent, slots: [{ name: 'artist', start: 5, end: 9 }] },
    { utterance: 'will it rain', domain: 'Other', intent: 'Weather', slots: [] },
  ]);
  const { model } = trainNlu(domain, lines, { seed: 1 });
  await writeNluBundle(join(folder, name), model, { version, data: {}, training: {} });
}

interface Running {
  readonly client: NluClient;
  readonly admin: Client;
  readonly address: string;
  readonly adminPort: number;
  close(): Promise<void>;
}

async function start(publicKey?: string): Promise<Running> {
  const key = publicKey === undefined ? {} : { publicKey: readPublicKey(publicKey) };
  const running = await startNlu({
    ...{ host: '127.0.0.1', port: 0, bundles: await readNluBundles(join(folder, 'model'), key) },
    admin: {
      ...{ host: '127.0.0.1', port: 0, portVariable: 'none', root: folder, admins: [] },
      ...{ trail: join(folder, 'trail.jsonl'), ...key },
    },
  });
  const address = `127.0.0.1:${running.port}`;
  const client = new NluClient(address);
  const admin = new Client(`127.0.0.1:${running.adminPort!}`, credentials.createInsecure());
  return {
    ...{ client, admin, address, adminPort: running.adminPort! },
    close: async () => {
      client.close();
      admin.close();
      await running.close();
    },
  };
}

let running: Running;

/** The intents of all domains' first hypotheses. */
const ask = async (requestId = 'r'): Promise<string[]> => {
  const { hypotheses } = await running.client.interpret({ requestId, utterance: 'play bach', nBest: 1 });
  return hypotheses.map(({ intent }) => intent);
};
const activate = (bundle: string, rest: Partial<wire.ActivateModelRequest> = {}) =>
  callUnary(running.admin, activateModel, { bundle, expectedDigest: '', allowRollback: false, ...rest }, CALL);
const roll = (bundle: string, role: wire.ModelRole, trafficShare = 0.5) =>
  callUnary(running.admin, setRollout, { bundle, role, trafficShare }, CALL);
const refusal = (call: Promise<unknown>): Promise<ServiceError> =>
  call.then(
    () => {
      throw new Error('expected a refusal');
    },
    (error: unknown) => error as ServiceError,
  );

const OLD = ['Read', 'Play'];
const NEW = ['Read', 'Start'];

beforeAll(async () => {
  await writeNlu('model/books', '1.0.0', 'Read', 'Books');
  await writeNlu('model/music', '1.0.0', 'Play');
  await writeNlu('music-1.1.0', '1.1.0', 'Start');
  await writeNlu('games', '1.0.0', 'Fight', 'Games');
  cpSync(join(folder, 'music-1.1.0'), join(folder, 'broken'), { recursive: true });
  writeFileSync(join(folder, 'broken/weights.bin'), 'no weights');
});
afterEach(() => running.close());
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a running NLU', () => {
  beforeEach(async () => {
    running = await start();
  });

  it("answers by a domain's bundle as soon as it is activated, and by the one before when that is allowed", async () => {
    expect(await ask()).toEqual(OLD);
    const { active, previous } = await activate('music-1.1.0');
    expect([active!.version, previous!.version]).toEqual(['1.1.0', '1.0.0']);
    expect(await ask()).toEqual(NEW);
    expect(await refusal(activate('model/music'))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details:
        'bundle: expected version 1.1.0, which is active, or a later one, unless allow_rollback is set, got 1.0.0',
    });
    await activate('model/music', { allowRollback: true });
    expect(await ask()).toEqual(OLD);
  });

  it.each([
    ['a folder outside of the root', '..', {}, /^bundle: expected a folder under the service's model root/],
    ['a domain that it does not serve', 'games', {}, /^bundle games: domain: expected .*: Books, Music, got Games$/],
    ['weights that were exchanged', 'broken', {}, /^bundle broken: digest: expected sha256:/],
    ['another digest', 'music-1.1.0', { expectedDigest: 'sha256:0' }, /^expected_digest: expected sha256:/],
  ])('refuses %s, and answers on as it did', async (_, bundle, rest, details) => {
    const refused = await refusal(activate(bundle, rest));
    expect([refused.code, refused.details]).toEqual([status.FAILED_PRECONDITION, expect.stringMatching(details)]);
    expect(await ask()).toEqual(OLD);
  });

  it('lets a canary answer its share, the same id always by the same model, and no shadow beside it', async () => {
    await roll('music-1.1.0', CANARY);
    const { models } = await callUnary(running.admin, listModels, {}, CALL);
    expect(models.map(({ model, trafficShare }) => [model!.domain, model!.version, model!.role, trafficShare])).toEqual(
      [
        ['Books', '1.0.0', ACTIVE, 1],
        ['Music', '1.0.0', ACTIVE, 0.5],
        ['Music', '1.1.0', CANARY, 0.5],
      ],
    );
    const answers = () => Promise.all(Array.from({ length: 40 }, (_, i) => ask(`request ${i}`)));
    const first = await answers();
    expect(new Set(first.map(String))).toEqual(new Set([OLD, NEW].map(String)));
    expect(await answers()).toEqual(first);
    expect((await refusal(roll('music-1.1.0', SHADOW))).details).toBe(
      'role: expected MODEL_ROLE_CANARY, got MODEL_ROLE_SHADOW',
    );
    await roll('', ACTIVE);
    expect(await ask()).toEqual(OLD);
  });

  it('shows on its admin address what stands and who did what, and offers release control nowhere else', async () => {
    await activate('music-1.1.0');
    const page = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${running.adminPort}${path}`);
    const { models, history } = (await (await page('/models')).json()) as { models: object[]; history: object[] };
    expect(models).toMatchObject([
      { version: { domain: 'Books', version: '1.0.0' }, role: 'active' },
      { version: { domain: 'Music', version: '1.1.0' }, role: 'active' },
    ]);
    expect(history.slice(-3)).toMatchObject([
      { change: 'started', bundle: 'model/books', version: '1.0.0' },
      { change: 'started', bundle: 'model/music', version: '1.0.0' },
      { change: 'active', bundle: 'music-1.1.0', version: '1.1.0', by: [] },
    ]);
    expect(await (await page('/metrics')).text()).toMatch(
      /tiebreak_nlu_model_info\{domain="Music",version="1\.1\.0",digest="sha256:[0-9a-f]{64}",role="active"\} 1\n/,
    );
    const client = new Client(running.address, credentials.createInsecure());
    expect((await refusal(callUnary(client, listModels, {}, CALL))).code).toBe(status.UNIMPLEMENTED);
    client.close();
  });
});

describe('an NLU with a public key', () => {
  it('starts with and goes over to what the key signed, and to nothing else', async () => {
    await expect(start(keys.publicKey)).rejects.toThrow(/model\/books: signature: expected .*, got none/);
    for (const name of ['model/books', 'model/music'])
      await signNluBundle(join(folder, name), readPrivateKey(keys.privateKey));
    running = await start(keys.publicKey);
    expect((await refusal(activate('music-1.1.0'))).details).toMatch(
      /^bundle music-1\.1\.0: signature: expected .*, got none$/,
    );
    expect(await ask()).toEqual(OLD);
    await signNluBundle(join(folder, 'music-1.1.0'), readPrivateKey(keys.privateKey));
    await activate('music-1.1.0');
    expect(await ask()).toEqual(NEW);
  });
});
