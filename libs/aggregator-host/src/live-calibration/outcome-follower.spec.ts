import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INDEPENDENT } from '@tiebreak/aggregation';
import { openDecisionLog } from '@tiebreak/decision-log';
import { probability } from '@tiebreak/interpretation';
import type { DecisionLog, LoggedDecision } from '@tiebreak/live-calibration';
import { OutcomeFollower } from './outcome-follower';

const MODEL = { domain: 'Music', version: '1.0.0', digest: 'sha256:1', featureFingerprint: 'f' };

/** @param decidedAt milliseconds since 1970 */
function decisionOf(requestId: string, decidedAt: number): LoggedDecision {
  const [half, score] = [probability(0.5), probability(0.7)];
  const hypothesis = {
    ...{ id: 'a', domain: 'Music', intent: 'Play', slots: [], signals: {} },
    scores: { domain: half, intent: half, ner: half },
  };
  return {
    ...{ requestId, decidedAt, utterance: undefined, locale: '', context: { device: 'tv', attributes: {} } },
    hypotheses: [{ hypothesis, score, bundleScore: score, fallback: false }],
    models: { Music: { ...MODEL, role: 'active' } },
    decision: { kind: 'act', options: ['a'], probabilityRight: score },
  };
}

describe('what follows the outcomes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-follower-'));
  let log: DecisionLog;
  let reads: number;
  let failing: (after: number) => boolean;
  let follower: OutcomeFollower;

  let logs = 0;
  beforeEach(async () => {
    log = await openDecisionLog(join(folder, `${logs++}.db`));
    [reads, failing] = [0, () => false];
    const read: DecisionLog['read'] = (after, limit) => {
      reads++;
      return failing(after) ? Promise.reject(new Error('the disk is gone')) : log.read(after, limit);
    };
    follower = new OutcomeFollower({ read }, INDEPENDENT);
  });
  afterEach(() => log.close());
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Decides and reports, one a millisecond from 1 on. */
  const happen = async (...times: readonly number[]): Promise<void> => {
    await log.write(times.map((time) => decisionOf(`r${time}`, time)));
    for (const time of times)
      await log.record({
        ...{ requestId: `r${time}`, rightHypothesisId: 'a', wrongHypothesisIds: [] },
        ...{ noneRight: false, occurredAt: time },
      });
  };
  const known = (): number => follower.monitor.recordOf('Music', MODEL.digest)?.outcomes ?? 0;

  it('knows what has come since, and each outcome once', async () => {
    await happen(1, 2);
    await follower.follow();
    expect(known()).toBe(2);
    await happen(3);
    await follower.follow();
    await follower.follow();
    expect(known()).toBe(3);
  });

  it('reads once when it is asked twice at a time', async () => {
    await happen(1);
    await Promise.all([follower.follow(), follower.follow()]);
    expect([known(), reads]).toEqual([1, 1]);
  });

  it('forgets what was deleted, and knows the rest once', async () => {
    await happen(1, 2, 3);
    await follower.follow();
    await log.expire(2);
    await happen(4);
    await follower.follow();
    expect(known()).toBe(3);
  });

  it('goes on from where it was when the log could not be read', async () => {
    await happen(1, 2);
    await follower.follow();
    failing = () => true;
    await happen(3);
    await expect(follower.follow()).rejects.toThrow('the disk is gone');
    expect(known()).toBe(2);
    failing = () => false;
    await follower.follow();
    expect(known()).toBe(3);
  });

  it('answers as before while it begins anew, and takes nothing twice when that fails on the way', async () => {
    await happen(1, 2, 3);
    await follower.follow();
    await log.expire(2);
    failing = (after) => after === 0;
    await expect(follower.follow()).rejects.toThrow('the disk is gone');
    expect(known()).toBe(3);
    failing = () => false;
    await follower.follow();
    expect(known()).toBe(2);
  });
});
