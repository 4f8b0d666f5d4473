import { defineFeatures } from '@tiebreak/features';
import type { ModelVersion } from '@tiebreak/scoring';
import fc from 'fast-check';
import { type LoadedModel, ModelRoster } from './index';

const schema = defineFeatures([], { intents: [], slotNames: [], contextValues: {} });

interface FakeModel extends LoadedModel {
  released: boolean;
}

/** Only its identity and whether it is released matter here. */
function model(digest: string): FakeModel {
  const version: ModelVersion = { domain: 'Music', version: '1.0.0', digest, featureFingerprint: '' };
  const fake: FakeModel = {
    version,
    schema,
    released: false,
    score: (rows) => Promise.resolve(rows),
    logOdds: (rows) => Promise.resolve(rows),
    release: () => {
      if (fake.released) throw new Error(`released twice: ${digest}`);
      fake.released = true;
      return Promise.resolve();
    },
  };
  return fake;
}
const ids = Array.from({ length: 4000 }, (_, i) => `request-${i}`);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a roster of models', () => {
  it('gives a request what stands when it comes, and frees what was replaced when its last lease ends', async () => {
    const [first, second] = [model('a'), model('b')];
    const roster = new ModelRoster(first);
    const [early, earlyToo] = [roster.lease('r1'), roster.lease('r2')];
    expect(roster.activate(second)).toBe(first.version);
    const late = roster.lease('r1');
    expect([early.model, late.model]).toEqual([first, second]);
    early.end();
    early.end();
    await settled();
    expect(first.released).toBe(false);
    earlyToo.end();
    await settled();
    expect([first.released, second.released]).toEqual([true, false]);
    late.end();
    await settled();
    expect(second.released).toBe(false);
  });

  it.each([0, 0.1, 0.5, 1])('gives a canary a share of %d, always the same requests', (share) => {
    const roster = new ModelRoster(model('a'));
    roster.setRollout({ role: 'canary', model: model('b'), trafficShare: share });
    const roles = ids.map((id) => roster.lease(id).role);
    const canaries = roles.filter((role) => role === 'canary').length / ids.length;
    // Four standard deviations.
    expect(Math.abs(canaries - share)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / ids.length));
    expect(ids.map((id) => roster.lease(id).role)).toEqual(roles);
  });

  it('keeps every request of a smaller share when the share grows', () => {
    const withShare = (trafficShare: number): ModelRoster => {
      const roster = new ModelRoster(model('a'));
      roster.setRollout({ role: 'canary', model: model('b'), trafficShare });
      return roster;
    };
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (id, a, b) => {
          if (withShare(Math.min(a, b)).lease(id).role === 'canary')
            expect(withShare(Math.max(a, b)).lease(id).role).toBe('canary');
        },
      ),
    );
  });

  it('lets a shadow score beside the active model and never answer', () => {
    const [active, shadow] = [model('a'), model('b')];
    const roster = new ModelRoster(active);
    roster.setRollout({ role: 'shadow', model: shadow, trafficShare: 1 });
    expect(roster.lease('r')).toMatchObject({ role: 'active', model: active, shadow: { model: shadow } });
    roster.setRollout({ role: 'shadow', model: model('c'), trafficShare: 0 });
    expect(roster.lease('r')).not.toHaveProperty('shadow');
  });

  it('counts the differences of each shadow apart, of the same bundle put there again too', () => {
    const roster = new ModelRoster(model('a'));
    const put = () => {
      roster.setRollout({ role: 'shadow', model: model('b'), trafficShare: 1 });
    };
    expect(roster.shadowRecord()).toBeUndefined();
    put();
    const early = roster.lease('r');
    early.shadow!.tally.fail();
    expect(roster.shadowRecord()).toMatchObject({ failed: 1 });
    put();
    // A request that still holds the former one counts there.
    early.shadow!.tally.fail();
    roster.lease('r').shadow!.tally.skip();
    expect(roster.shadowRecord()).toMatchObject({ failed: 0, skipped: 1 });
  });

  it('says what stands, with shares of the answers that add up to 1', () => {
    const roster = new ModelRoster(model('a'));
    const shares = () =>
      roster.standing().map(({ version, role, trafficShare }) => [version.digest, role, trafficShare]);
    expect(shares()).toEqual([['a', 'active', 1]]);
    roster.setRollout({ role: 'canary', model: model('b'), trafficShare: 0.25 });
    expect(shares()).toEqual([
      ['a', 'active', 0.75],
      ['b', 'canary', 0.25],
    ]);
    roster.setRollout({ role: 'shadow', model: model('c'), trafficShare: 0.5 });
    expect(shares()).toEqual([
      ['a', 'active', 1],
      ['c', 'shadow', 0.5],
    ]);
  });

  it('counts the requests of each model that stands, of one that is put there again anew', () => {
    const roster = new ModelRoster(model('a'));
    const counts = () => roster.standing().map(({ role, requests }) => [role, requests]);
    const ask = () => {
      for (const id of ids.slice(0, 10)) roster.lease(id).end();
    };
    ask();
    expect(counts()).toEqual([['active', 10]]);
    roster.setRollout({ role: 'canary', model: model('b'), trafficShare: 1 });
    ask();
    expect(counts()).toEqual([
      ['active', 10],
      ['canary', 10],
    ]);
    roster.setRollout({ role: 'shadow', model: model('b'), trafficShare: 1 });
    ask();
    expect(counts()).toEqual([
      ['active', 20],
      ['shadow', 10],
    ]);
    roster.setRollout(undefined);
    roster.activate(model('c'));
    expect(counts()).toEqual([['active', 0]]);
  });

  it('ends a rollout when its bundle becomes the active one, and not when another does', async () => {
    const roster = new ModelRoster(model('a'));
    const canary = model('b');
    roster.setRollout({ role: 'canary', model: canary, trafficShare: 0.5 });
    roster.activate(model('c'));
    expect(roster.standing()).toHaveLength(2);
    roster.activate(model('b'));
    expect(roster.standing()).toHaveLength(1);
    await settled();
    expect(canary.released).toBe(true);
  });

  it('goes on when a replaced model cannot be released, and tells', async () => {
    const stuck = { ...model('a'), release: () => Promise.reject(new Error('stuck')) };
    const errors: unknown[] = [];
    const roster = new ModelRoster<LoadedModel>(stuck, (error) => errors.push(error));
    roster.activate(model('b'));
    await settled();
    expect(errors).toEqual([new Error('stuck')]);
    expect(roster.lease('r').model.version.digest).toBe('b');
  });

  it('closes when the last request has been answered, and frees everything once', async () => {
    const [active, shadow] = [model('a'), model('b')];
    const roster = new ModelRoster(active);
    roster.setRollout({ role: 'shadow', model: shadow, trafficShare: 1 });
    const lease = roster.lease('r');
    let closed = false;
    const closing = roster.close().then(() => (closed = true));
    await settled();
    expect([closed, active.released, shadow.released]).toEqual([false, false, false]);
    lease.end();
    await closing;
    expect([active.released, shadow.released]).toEqual([true, true]);
  });

  it('releases every model that was replaced, once, however leases and changes interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('lease', 'end', 'activate', 'shadow', 'canary', 'none'), { maxLength: 40 }),
        async (steps) => {
          const all: FakeModel[] = [];
          const next = (): FakeModel => {
            all.push(model(String(all.length)));
            return all.at(-1)!;
          };
          const roster = new ModelRoster(next());
          const leases: ReturnType<ModelRoster['lease']>[] = [];
          for (const [i, step] of steps.entries()) {
            if (step === 'lease') leases.push(roster.lease(`r${i}`));
            else if (step === 'end') leases.shift()?.end();
            else if (step === 'activate') roster.activate(next());
            else if (step === 'none') roster.setRollout(undefined);
            else roster.setRollout({ role: step, model: next(), trafficShare: 0.5 });
            await settled();
            for (const { model: held, shadow } of leases)
              for (const leased of [held, shadow?.model] as (FakeModel | undefined)[])
                expect(leased?.released ?? false).toBe(false);
          }
          for (const lease of leases) lease.end();
          await settled();
          const standing = new Set(roster.standing().map(({ version }) => version.digest));
          expect(all.filter(({ released }) => !released).map(({ version }) => version.digest)).toEqual(
            [...standing].sort((a, b) => Number(a) - Number(b)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
