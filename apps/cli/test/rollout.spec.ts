import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { music } from '@tiebreak/domain-music';
import { type IdentityFiles, TestAuthority } from '@tiebreak/conformance';
import { startNlu } from '@tiebreak/nlu-host';
import { readNluBundle, readNluBundles } from '@tiebreak/nlu-model';
import { amendManifest, readPublicKey } from '@tiebreak/onnx-model';
import { defineRankingFeatures, trainListwise } from '@tiebreak/learning-to-rank';
import { readRankerBundle, writeRankerBundle } from '@tiebreak/ranker-model';
import type { ModelChange } from '@tiebreak/release-control';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';
import { Certificates } from '@tiebreak/service-host';
import { ROOT, tiebreak, Workspace } from './tiebreak';

const workspace = new Workspace();
const SHIPPED = join(ROOT, 'apps/music/model');
const { version: VERSION } = JSON.parse(readFileSync(join(SHIPPED, 'manifest.json'), 'utf8')) as { version: string };
/** Two candidates of one query, of which the more popular was chosen. */
const CHOICES = {
  ...{ features: Float32Array.of(0.9, 0.1), columns: 1 },
  ...{ grades: Float64Array.of(1, 0), offsets: Int32Array.of(0, 2) },
};
let service: RunningReranker | undefined;

beforeAll(() => {
  for (const name of ['one', 'two']) cpSync(SHIPPED, workspace.path(`models/${name}`), { recursive: true });
});
afterAll(async () => {
  await service?.close();
  workspace.remove();
});

describe('signing', () => {
  it('makes a key, signs with it, and lets who has the public key check that', async () => {
    const key = workspace.path('release.pem');
    const made = await tiebreak(['sign', '--new-key', key]);
    expect([made.code, made.stdout]).toEqual([0, '']);
    expect(made.stderr).toContain(`wrote ${key}, which stays secret, and ${key}.pub`);

    const two = workspace.path('models/two');
    const signed = await tiebreak(['sign', two, '--key', key, '--json']);
    const { digest } = JSON.parse(readFileSync(join(SHIPPED, 'manifest.json'), 'utf8')) as { digest: string };
    expect(JSON.parse(signed.stdout)).toEqual({ folder: two, digest });
    expect((await tiebreak(['check-model', two, '--public-key', `${key}.pub`])).code).toBe(0);
    const unsigned = await tiebreak(['check-model', workspace.path('models/one'), '--public-key', `${key}.pub`]);
    expect(unsigned.code).toBe(1);
    expect(unsigned.stderr).toContain('signature: expected the signature of this digest by the configured key');
  });

  it('signs a ranker as well', async () => {
    const folder = workspace.path('models/ranker');
    const { digest } = await writeRankerBundle(
      folder,
      {
        ranker: { kind: 'linear', model: trainListwise(CHOICES, { l2: 0.01 }) },
        schema: defineRankingFeatures([{ name: 'popularity', version: 1 }]),
        ...{ baseline: Float32Array.of(0.5), seed: 1, training: {} },
      },
      { domain: 'Video', name: 'films', version: '1.0.0' },
    );
    const key = workspace.path('release.pem');
    const signed = await tiebreak(['sign', folder, '--key', key, '--json']);
    expect(JSON.parse(signed.stdout)).toEqual({ folder, digest });
    const publicKey = readPublicKey(readFileSync(`${key}.pub`, 'utf8'));
    await (await readRankerBundle(folder, { publicKey })).model.release();
  });

  it("signs an NLU's bundle, and check-model and the service's reader know by whom", async () => {
    const folder = workspace.path('models/nlu');
    cpSync(join(ROOT, 'apps/nlu/model/music'), folder, { recursive: true });
    const { digest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { digest: string };
    const key = workspace.path('release.pem');
    const check = () => tiebreak(['check-model', folder, '--public-key', `${key}.pub`, '--json']);
    const unsigned = await check();
    expect([unsigned.code, JSON.parse(unsigned.stdout)]).toMatchObject([
      1,
      { bundles: [{ role: 'nlu', domain: 'Music', violations: [{ field: 'signature', actual: 'none' }] }] },
    ]);
    const signed = await tiebreak(['sign', folder, '--key', key, '--json']);
    expect(JSON.parse(signed.stdout)).toEqual({ folder, digest });
    const checked = await check();
    expect([checked.code, JSON.parse(checked.stdout)]).toMatchObject([0, { bundles: [{ digest, violations: [] }] }]);
    const publicKey = readPublicKey(readFileSync(`${key}.pub`, 'utf8'));
    expect((await readNluBundle(folder, { publicKey })).manifest.digest).toBe(digest);
  });

  it('never writes over a key', async () => {
    const key = workspace.path('release.pem');
    const before = readFileSync(key);
    const { code, stderr } = await tiebreak(['sign', '--new-key', key]);
    expect([code, readFileSync(key)]).toEqual([1, before]);
    expect(stderr).toContain(`${key}: expected a file that is not there yet and can be written, got EEXIST`);
  });

  it.each([
    [['sign'], 2, 'give --key <file>, or --new-key <file>'],
    [['sign', '--key', 'k'], 2, "missing required argument 'folder'"],
    [['sign', SHIPPED, '--key', join(ROOT, 'package.json')], 1, 'expected an Ed25519 private key in PEM'],
    [['sign', SHIPPED, '--key', 'no such file'], 1, 'no such file: expected a readable file, got ENOENT'],
  ])('refuses %j', async (args, code, says) => {
    const run = await tiebreak(args);
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(says);
  });
});

describe('a rollout', () => {
  it('goes step by step, and back', async () => {
    service = await startReranker(music, {
      ...{ host: '127.0.0.1', port: 0, portVariable: 'none', model: workspace.path('models/two') },
      admin: { host: '127.0.0.1', port: 0, portVariable: 'none', modelRoot: workspace.path('models') },
      publicKey: readPublicKey(readFileSync(workspace.path('release.pem.pub'), 'utf8')),
    });
    const address = `127.0.0.1:${service.adminPort!}`;
    const rollout = (...args: string[]) => tiebreak(['rollout', address, ...args]);
    expect((await rollout()).stderr).toMatch(new RegExp(`^active +Music +${VERSION} +1 +sha256:`, 'm'));
    const canary = await rollout('two', '--as', 'canary', '--share', '0.25', '--json');
    expect(JSON.parse(canary.stdout)).toMatchObject({
      models: [
        { model: { role: 'MODEL_ROLE_ACTIVE' }, trafficShare: 0.75 },
        { model: { role: 'MODEL_ROLE_CANARY' }, trafficShare: 0.25 },
      ],
    });
    const shadow = await rollout('two', '--as', 'shadow');
    expect(shadow.stderr).toMatch(new RegExp(`^shadow +Music +${VERSION} +1 `, 'm'));
    expect(shadow.stderr).toContain('the shadow scored 0 requests: 0 other first hypotheses');
    expect((await rollout('--end')).stderr).not.toContain('shadow');
    const refused = await rollout('one', '--as', 'active');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('bundle one: signature: expected');
    expect((await rollout('two', '--as', 'active')).code).toBe(0);
  });

  it('says what is wrong with an address', async () => {
    const nobody = await tiebreak(['rollout', '127.0.0.1:1']);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain('127.0.0.1:1: expected the admin address of a running service, got UNAVAILABLE');
    const wrongPort = await tiebreak(['rollout', `127.0.0.1:${service!.port}`]);
    expect(wrongPort.stderr).toContain('expected an admin address');
  });

  it.each([
    [['rollout'], "missing required argument 'address'"],
    [['rollout', 'a:1', 'two'], 'a bundle goes with --as <role> or with --candidate <folder>'],
    [['rollout', 'a:1', '--as', 'active'], 'a bundle goes with --as <role> or with --candidate <folder>'],
    [['rollout', 'a:1', 'two', '--as', 'active', '--candidate', 'x'], 'a bundle goes with --as <role> or'],
    [['rollout', 'a:1', 'two', '--candidate', 'x', '--shares', '0.1,2'], 'expected a number between 0 and 1'],
    [['rollout', 'a:1', 'two', '--candidate', 'x', '--slower', 'very'], 'expected a number above 0'],
    [['rollout', 'a:1', 'two', '--as', 'active', '--end'], 'give a bundle, or --end, or --rollback'],
    [['rollout', 'a:1', 'two', '--rollback'], 'give a bundle, or --end, or --rollback'],
    [['rollout', 'a:1', '--key', 'x'], '--certificate, --key and --authorities go together'],
    [['rollout', 'a:1', 'two', '--as', 'canary', '--share', '2'], 'expected a number between 0 and 1'],
  ])('refuses %j', async (args, says) => {
    const run = await tiebreak(args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(says);
  });
});

describe('a rollout of a service of several domains', () => {
  it('changes the one that a bundle is of, and goes back only by the name of a bundle', async () => {
    for (const domain of ['books', 'music'])
      cpSync(join(ROOT, 'apps/nlu/model', domain), workspace.path(`nlu/model/${domain}`), { recursive: true });
    const nlu = await startNlu({
      ...{ host: '127.0.0.1', port: 0, bundles: await readNluBundles(workspace.path('nlu/model')) },
      admin: { host: '127.0.0.1', port: 0, portVariable: 'none', root: workspace.path('nlu'), admins: [] },
    });
    const rollout = (...args: string[]) => tiebreak(['rollout', `127.0.0.1:${nlu.adminPort!}`, ...args]);
    const back = await rollout('--rollback');
    expect([back.code, back.stderr]).toEqual([
      1,
      expect.stringMatching(/expected a service of one domain, got one of Books, Music; name the bundle .*--as active/),
    ]);
    const named = await rollout('model/music', '--as', 'active', '--allow-rollback', '--json');
    expect(JSON.parse(named.stdout)).toMatchObject({
      models: [{ model: { domain: 'Books' } }, { model: { domain: 'Music' } }],
    });
    await nlu.close();
  });
});

describe('a rollout of a service with certificates', () => {
  it('asks who changes models, writes it down, and rolls back by one command', async () => {
    const authority = await TestAuthority.create();
    const [ofService, release, other] = [
      await authority.issue('music'),
      await authority.issue('music-release'),
      await authority.issue('books-release'),
    ];
    const models = workspace.path('secured');
    cpSync(SHIPPED, join(models, 'old'), { recursive: true });
    cpSync(SHIPPED, join(models, 'new'), { recursive: true });
    await amendManifest(join(models, 'new'), { gate: { passed: true } });
    const secured = await startReranker(music, {
      ...{ host: '127.0.0.1', port: 0, portVariable: 'none', model: join(models, 'old') },
      certificates: new Certificates(ofService),
      admin: {
        ...{
          host: '127.0.0.1',
          port: 0,
          portVariable: 'none',
          modelRoot: models,
          trail: workspace.path('trail.jsonl'),
        },
        access: { peers: ['music-release'] },
      },
    });
    const rollout = (by: IdentityFiles, ...args: string[]) => {
      const identity = ['--certificate', by.certificate, '--key', by.key, '--authorities', by.authorities];
      return tiebreak(['rollout', `127.0.0.1:${secured.adminPort!}`, ...args, ...identity]);
    };
    const refused = await rollout(other, 'new', '--as', 'active');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('expected a client certificate')]);
    expect((await rollout(release, '--rollback')).stderr).toContain(
      'expected a model that was active before, got none',
    );
    expect((await rollout(release, 'new', '--as', 'active')).code).toBe(0);
    const back = await rollout(release, '--rollback', '--json');
    const { digest } = JSON.parse(readFileSync(join(SHIPPED, 'manifest.json'), 'utf8')) as { digest: string };
    expect(JSON.parse(back.stdout)).toMatchObject({ models: [{ model: { digest } }] });
    await secured.close();
    const trail = readFileSync(workspace.path('trail.jsonl'), 'utf8').trimEnd().split('\n');
    expect(trail.map((line) => JSON.parse(line) as ModelChange)).toMatchObject([
      { change: 'started', by: [], bundle: 'old' },
      { change: 'active', by: expect.arrayContaining(['music-release']) as string[], bundle: 'new', gatePassed: true },
      { change: 'active', by: expect.arrayContaining(['music-release']) as string[], bundle: 'old' },
    ]);
    authority.remove();
  });
});
