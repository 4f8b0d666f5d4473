import { DEFAULT_PROJECTIONS, FeedbackService, type Impression } from '@tiebreak/feedback';
import { type FeedbackStores, openFeedbackStores } from '@tiebreak/feedback-store';
import { tiebreak, Workspace } from './tiebreak';

const NOON = Date.UTC(2026, 0, 1, 12);
const workspace = new Workspace();
const place = workspace.path('feedback.db');

afterAll(() => {
  workspace.remove();
});

async function withStores<T>(work: (stores: FeedbackStores) => Promise<T>): Promise<T> {
  const stores = await openFeedbackStores(place);
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

/** A service that takes a search and a click of each user, keeps its projections, and stops. */
async function serve(users: readonly string[]): Promise<void> {
  await withStores(async ({ log, q2e }) => {
    const options = { log, store: q2e, projections: DEFAULT_PROJECTIONS, now: () => NOON };
    const service = await FeedbackService.open(options);
    for (const userId of users) {
      const impression: Impression = {
        ...{ id: `i-${userId}`, at: NOON, domain: 'Books', query: `what ${userId} said`, userId },
        context: { device: '', attributes: {} },
        results: [{ entityId: 'dune', sources: [], features: [] }],
        ...{ decisionFeatures: [], choices: [], jointPropensity: 1, policyVersion: 'p', rankerVersion: 'r' },
      };
      await service.logImpression(impression);
      await service.recordFeedback([
        { eventId: `e-${userId}`, impressionId: impression.id, entityId: 'dune', action: 'click', occurredAt: NOON },
      ]);
    }
    await service.keep();
  });
}

describe('rebuild and forget', () => {
  it('say that what a service kept is what the log gives', async () => {
    await serve(['jane', 'joe']);
    const { code, stdout, stderr } = await tiebreak(['rebuild', '--log', place, '--json']);
    expect({ code, said: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      said: { entries: 4, position: 4, equal: true },
    });
    expect(stderr).toContain('what was kept is equal to it');
  });

  it('leave nothing of a user, in the log or in what was made of it', async () => {
    const { code, stdout } = await tiebreak(['forget', 'jane', '--log', place, '--json']);
    expect({ code, said: JSON.parse(stdout) as unknown }).toEqual({ code: 0, said: { deleted: 2, left: 2 } });
    const kept = await withStores(async ({ log, q2e }) => JSON.stringify([await log.read(0, 9), await q2e.read()]));
    expect(kept).toContain('what joe said');
    expect(kept).not.toContain('jane');
    expect((await tiebreak(['forget', 'jane', '--log', place])).stderr).toContain('nothing was kept of this user');
    expect((await tiebreak(['rebuild', '--log', place])).code).toBe(0);
  });

  it('replace what was kept when the log does not give it, and say so', async () => {
    await withStores(async ({ q2e }) => {
      const { version, ...kept } = (await q2e.read())!;
      await q2e.write(version, { ...kept, state: kept.state.replace('"checksum":', '"checksum":1') });
    });
    const { code, stderr } = await tiebreak(['rebuild', '--log', place]);
    expect(code).toBe(1);
    expect(stderr).toContain('what was kept differed from what the log gives');
    expect((await tiebreak(['rebuild', '--log', place])).code).toBe(0);
  });
});
