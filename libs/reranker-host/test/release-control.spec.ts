import { symlinkSync } from 'node:fs';
import { status } from '@grpc/grpc-js';
import { newSigningKeys, readPrivateKey, signBundle } from '@tiebreak/onnx-model';
import type { ShadowRecord } from '@tiebreak/serving';
import { writeTimers } from './bundles';
import { ACTIVE, CANARY, refusal, ReleasedTimers, SHADOW } from './released-timers';

const service = new ReleasedTimers();
beforeAll(() => service.writeBundles());

describe('a running service', () => {
  beforeEach(() => service.start('one'));
  afterEach(() => service.stop());

  it('says which model stands, and answers with another after it has been activated', async () => {
    expect(await service.standing()).toEqual([['1.0.0', ACTIVE, 1]]);
    const before = await service.ask();
    const { active, previous } = await service.activate('two', { expectedDigest: service.digests.get('two')! });
    expect([active!.version, previous!.version]).toEqual(['1.1.0', '1.0.0']);
    const after = await service.ask();
    expect([before.model!.version, after.model!.version]).toEqual(['1.0.0', '1.1.0']);
    expect(before.ranked[0]!.score).toBeCloseTo(1 / 2, 6);
    expect(after.ranked[0]!.score).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(await service.standing()).toEqual([['1.1.0', ACTIVE, 1]]);
  });

  it('goes back to an older version only when that is allowed', async () => {
    await service.activate('two');
    expect(await refusal(service.activate('one'))).toEqual({
      code: status.FAILED_PRECONDITION,
      details:
        'bundle: expected version 1.1.0, which is active, or a later one, unless allow_rollback is set, got 1.0.0',
    });
    expect(await service.version()).toBe('1.1.0');
    expect((await service.activate('one', { allowRollback: true })).active!.version).toBe('1.0.0');
    expect(await service.version()).toBe('1.0.0');
  });

  it('takes the activation of what is active for done', async () => {
    const { active, previous } = await service.activate('one');
    expect(active).toEqual(previous);
  });

  it.each([
    ['a folder that is not there', 'nowhere', {}, /^bundle: expected a folder under .*, got nowhere$/],
    ['a folder outside of the root', '../', {}, /^bundle: expected a folder under/],
    ['an absolute path', service.root, {}, /^bundle: expected a folder under/],
    ['a link that leads outside', 'link', {}, /^bundle: expected a folder under/],
    ["another domain's bundle", 'foreign', {}, /^bundle foreign: domain: expected Timers, got Alarms$/],
    ['a bundle whose graph was exchanged', 'broken', {}, /^bundle broken: digest: expected sha256:/],
    [
      'another digest than was expected',
      'two',
      { expectedDigest: 'sha256:0' },
      /^expected_digest: expected sha256:.*, got sha256:0$/,
    ],
  ])('refuses %s, and runs on as it was', async (_, bundle, rest, details) => {
    if (bundle === 'link') symlinkSync('/', service.at('link'));
    const refused = await refusal(service.activate(bundle, rest));
    expect(refused.code).toBe(status.FAILED_PRECONDITION);
    expect(refused.details).toMatch(details);
    if (!('expectedDigest' in rest))
      expect((await refusal(service.roll(bundle))).code).toBe(status.FAILED_PRECONDITION);
    expect(await service.version()).toBe('1.0.0');
    expect(await service.standing()).toHaveLength(1);
  });

  it('refuses what is no request, naming the field', async () => {
    expect(await refusal(service.activate(''))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining('bundle: expected a non-empty string') as string,
    });
    expect((await refusal(service.roll('two', ACTIVE))).details).toContain(
      'role: expected MODEL_ROLE_SHADOW or MODEL_ROLE_CANARY',
    );
    expect((await refusal(service.roll('two', CANARY, 1.5))).details).toContain(
      'trafficShare: expected a share from 0 to 1, got 1.5',
    );
  });

  it('lets a canary answer its share of the requests, the same ones each time, and says so in the answers', async () => {
    await service.roll('two', CANARY, 0.5);
    const ids = Array.from({ length: 60 }, (_, i) => `request-${i}`);
    const answers = async () =>
      (await Promise.all(ids.map((id) => service.ask(id)))).map(({ model }) => [model!.version, model!.role]);
    const first = await answers();
    expect(await answers()).toEqual(first);
    const canaries = first.filter(([, role]) => role === CANARY);
    expect(canaries.length).toBeGreaterThan(15);
    expect(canaries.length).toBeLessThan(45);
    expect(new Set(canaries.map(([name]) => name))).toEqual(new Set(['1.1.0']));
    expect(await service.standing()).toEqual([
      ['1.0.0', ACTIVE, 0.5],
      ['1.1.0', CANARY, 0.5],
    ]);
    await service.roll('');
    expect(new Set((await answers()).map(([name]) => name))).toEqual(new Set(['1.0.0']));
  });

  it('never answers with a shadow', async () => {
    await service.roll('two');
    expect(await service.standing()).toEqual([
      ['1.0.0', ACTIVE, 1],
      ['1.1.0', SHADOW, 1],
    ]);
    for (let i = 0; i < 20; i++) expect(await service.version(`r${i}`)).toBe('1.0.0');
    const models = await service.page('/models');
    const { shadow } = (await models.json()) as { shadow: ShadowRecord };
    // Every score of the other bundle lies 2 higher, and so in the same order.
    expect(shadow).toMatchObject({ compared: 20, winnersDiffer: 0, failed: 0, skipped: 0 });
    expect(shadow.meanDistance).toBeCloseTo(2, 3);
  });

  it('answers every request from exactly one model while models change under it', async () => {
    let done = false;
    const asking = Promise.all(
      Array.from({ length: 8 }, async (_, worker) => {
        const answers: (readonly [string, number])[] = [];
        for (let i = 0; !done; i++) {
          const { model, ranked } = await service.ask(`w${worker}-${i}`);
          answers.push([model!.version, ranked[0]!.score]);
        }
        return answers;
      }),
    );
    for (let i = 0; i < 30; i++) await service.activate(['two', 'three', 'one'][i % 3]!, { allowRollback: true });
    done = true;
    const answers = (await asking).flat();
    const scoreOf: Record<string, number> = { '1.0.0': 0, '1.1.0': 2, '2.0.0': -2 };
    expect(new Set(answers.map(([name]) => name))).toEqual(new Set(Object.keys(scoreOf)));
    for (const [name, score] of answers) expect(score).toBeCloseTo(1 / (1 + Math.exp(-scoreOf[name]!)), 6);
  });
});

describe('a service with a public key', () => {
  const keys = newSigningKeys();

  it('does not start with a bundle that was not signed', async () => {
    await expect(service.start('one', keys.publicKey)).rejects.toThrow(
      'signature: expected the signature of this digest',
    );
  });

  it('runs signed bundles and no others', async () => {
    await writeTimers(service.at('signed'), { version: '1.0.0', bias: 0 });
    await writeTimers(service.at('signed too'), { version: '1.1.0', bias: 1 });
    for (const name of ['signed', 'signed too']) await signBundle(service.at(name), readPrivateKey(keys.privateKey));
    await service.start('signed', keys.publicKey);
    expect((await refusal(service.activate('two'))).details).toMatch(/^bundle two: signature: expected .*, got none$/);
    expect((await service.activate('signed too')).active!.version).toBe('1.1.0');
    await service.stop();
  });
});
