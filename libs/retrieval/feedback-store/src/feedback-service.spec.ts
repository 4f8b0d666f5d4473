import {
  DEFAULT_PROJECTIONS,
  FeedbackService,
  type FeedbackServiceOptions,
  type OutcomeBatch,
} from '@tiebreak/feedback';
import { describeOnEach } from '@tiebreak/database/testing';
import { eventOf, impressionOf, NOON } from '../test/entries';
import { Replicas } from '../test/replicas';

const QUESTION = { domain: 'Music', query: 'dune', context: { device: '', attributes: {} }, at: NOON };
const NONE = { accepted: 0, duplicates: 0, orphaned: 0, capped: 0, rejected: [] };

describeOnEach('the feedback service', (kind) => {
  const replicas = new Replicas(kind);

  async function open(changes: Partial<FeedbackServiceOptions> = {}): Promise<FeedbackService> {
    const { log, q2e } = await replicas.open();
    return FeedbackService.open({ log, store: q2e, projections: DEFAULT_PROJECTIONS, now: () => NOON, ...changes });
  }
  const firstOf = (service: FeedbackService): string | undefined => service.memory.recall(QUESTION, 1)[0]?.id;

  it('says of every event what became of it, and keeps the good ones beside a bad one', async () => {
    const service = await open();
    await service.logImpression(impressionOf('i'));
    const [event, orphan] = [eventOf('e', 'i', 'b'), eventOf('o', 'unknown')];
    const receipt = await service.recordFeedback([event, orphan, event, eventOf('x', 'i', 'z'), eventOf('', 'i')]);
    expect(receipt).toMatchObject({ accepted: 1, duplicates: 1, orphaned: 1, capped: 0 });
    expect(receipt.rejected.map(({ eventId, reason }) => [eventId, reason.split(':')[0]])).toEqual([
      ['x', 'entityId'],
      ['', 'eventId'],
    ]);
    expect(await service.recordFeedback([event])).toEqual({ ...NONE, duplicates: 1 });
    expect(firstOf(service)).toBe('b');
  });

  it('tells of events over a limit', async () => {
    const projections = { ...DEFAULT_PROJECTIONS, rules: { ...DEFAULT_PROJECTIONS.rules, eventsPerUser: 2 } };
    const service = await open({ projections });
    await service.logImpression(impressionOf('i', 'bot'));
    const flood = Array.from({ length: 5 }, (_, i) => eventOf(`e${i}`, 'i'));
    expect(await service.recordFeedback(flood)).toEqual({ ...NONE, accepted: 2, capped: 3 });
  });

  it('accepts an event on an impression that is over, refuses a result that it did not show, and learns nothing', async () => {
    let now = NOON;
    const service = await open({ now: () => now });
    await service.logImpression(impressionOf('i'));
    now += 2 * DEFAULT_PROJECTIONS.rules.attributionMs;
    await service.logImpression({ ...impressionOf('j'), at: now });
    const receipt = await service.recordFeedback([eventOf('e', 'i'), eventOf('x', 'i', 'z')]);
    expect(receipt).toMatchObject({ accepted: 1, orphaned: 0, rejected: [{ eventId: 'x' }] });
    expect(firstOf(service)).toBeUndefined();
  });

  it('refuses an impression that cannot be kept', async () => {
    const service = await open();
    await expect(service.logImpression({ ...impressionOf('i'), id: '' })).rejects.toThrow(
      'impression.id: expected 1 to 200 characters of well-formed text, got ""',
    );
  });

  it('comes to the same in every replica, and to what a rebuild gives, when all write at once', async () => {
    const batches: OutcomeBatch[] = [];
    const services = [await open({ onOutcomes: (batch) => batches.push(batch) }), await open(), await open()];
    await Promise.all(
      Array.from({ length: 90 }, async (_, i) => {
        const [shows, acts] = [services[i % 3]!, services[(i + 1) % 3]!];
        // Some feedback overtakes its impression.
        const event = acts.recordFeedback([eventOf(`e${i}`, `i${i}`, i % 4 === 0 ? 'a' : 'b')]);
        await shows.logImpression(impressionOf(`i${i}`));
        const { accepted, orphaned } = await event;
        expect(accepted + orphaned).toBe(1);
      }),
    );
    for (const service of services) {
      await service.follow();
      expect(await service.rebuild()).toEqual({ entries: 180, position: 180, equal: true });
      expect(service.counts).toEqual(services[0]!.counts);
      expect(firstOf(service)).toBe('b');
    }
    // The outcomes come in stretches without gap or overlap, one for each impression.
    expect(batches.map(({ since }) => since)).toEqual([0, ...batches.map(({ until }) => until).slice(0, -1)]);
    const ids = batches.flatMap(({ outcomes }) => outcomes.map(({ impressionId }) => impressionId));
    expect([ids.length, new Set(ids).size]).toEqual([90, 90]);
  });

  it('takes up what was kept, and reads only what came after', async () => {
    const first = await open();
    await first.logImpression(impressionOf('i'));
    await first.keep();
    await first.recordFeedback([eventOf('e', 'i')]);
    await replicas.closeAll();
    const { log, q2e } = await replicas.open();
    const reads: number[] = [];
    const watched = { ...log, read: (after: number, limit: number) => (reads.push(after), log.read(after, limit)) };
    const second = await open({ log: watched, store: q2e });
    expect(reads).toEqual([1]);
    expect(firstOf(second)).toBe('a');
    expect((await second.rebuild()).equal).toBe(true);
  });

  it('makes its projections again when the rules have changed', async () => {
    const first = await open();
    await first.logImpression(impressionOf('i'));
    await first.recordFeedback([eventOf('e', 'i')]);
    await first.keep();
    const memory = { ...DEFAULT_PROJECTIONS.memory, smoothing: 1 };
    const second = await open({ projections: { ...DEFAULT_PROJECTIONS, memory } });
    expect(second.memory.recall(QUESTION, 1)[0]!.score).toBeCloseTo(1.05 / 2, 12);
  });

  it('forgets a user everywhere: in the log, in what is kept beside it, in every replica', async () => {
    const [service, other] = [await open(), await open()];
    await service.logImpression(impressionOf('i', 'jane'));
    await service.logImpression(impressionOf('j', 'joe'));
    await service.recordFeedback([eventOf('e1', 'i', 'a'), eventOf('e2', 'j', 'b')]);
    await service.keep();
    await other.follow();
    expect(await service.forget('jane')).toBe(2);
    await other.follow();
    for (const { memory } of [service, other]) expect(memory.recall(QUESTION, 9).map(({ id }) => id)).toEqual(['b']);
    const { log, q2e } = await replicas.open();
    expect(JSON.stringify([await log.read(0, 9), await q2e.read()])).not.toContain('jane');
    expect(await service.rebuild()).toMatchObject({ entries: 2, equal: true });
    expect(await service.recordFeedback([eventOf('e3', 'j', 'b')])).toMatchObject({ accepted: 1 });
  });

  it('drops what has expired, and what was learned of it', async () => {
    let now = NOON;
    const service = await open({ now: () => now });
    await service.logImpression(impressionOf('i'));
    await service.recordFeedback([eventOf('e', 'i')]);
    now += 1_000;
    expect(await service.expire(now)).toBe(2);
    expect(firstOf(service)).toBeUndefined();
  });
});
