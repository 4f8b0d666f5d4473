import { seededRandom } from '@tiebreak/statistics';
import { domainModel, lineOf } from '../test/models';
import { compareLatencies, latencyRule } from './index';

/** Two models on a clock of their own, of which every call takes the given time; `slow` calls take ten times as long. */
function timed(incumbentMs: number, candidateMs: number, slow: (call: number) => boolean = () => false) {
  let time = 0;
  const calls: string[] = [];
  const batches: number[] = [];
  const model = (name: string, ms: number) => {
    const plain = domainModel('Music');
    return {
      ...plain,
      score: (rows: Float32Array) => {
        batches.push(rows.length / plain.schema.columns.length);
        time += slow(calls.push(name)) ? 10 * ms : ms;
        return plain.score(rows);
      },
    };
  };
  const models = { incumbent: model('incumbent', incumbentMs), candidate: model('candidate', candidateMs) };
  return { models, now: () => time, calls, batches };
}
const lines = [lineOf('u1', 'Music .5', 'Books .2'), lineOf('u2', 'Books .4'), lineOf('u3', 'Music .1', 'Music .9')];

describe('comparing latencies', () => {
  it('takes the median of many calls, which a few slow ones do not move', async () => {
    const random = seededRandom(1);
    const { models, now } = timed(2, 3, () => random.uniform() < 0.2);
    expect(await compareLatencies(lines, models, now)).toEqual({ incumbentMs: 2, candidateMs: 3 });
  });

  it('takes turns, and turns at going first, always with 15 hypotheses', async () => {
    const { models, now, calls, batches } = timed(1, 1);
    await compareLatencies(lines, models, now);
    const rounds = Array.from({ length: calls.length / 2 }, (_, i) => calls.slice(2 * i, 2 * i + 2).join());
    expect(new Set(rounds)).toEqual(new Set(['incumbent,candidate', 'candidate,incumbent']));
    rounds.slice(1).forEach((round, i) => {
      expect(round).not.toBe(rounds[i]);
    });
    expect(new Set(batches)).toEqual(new Set([15]));
  });

  it('refuses lines without a hypothesis of the domain', async () => {
    const { models, now } = timed(1, 1);
    await expect(compareLatencies([lineOf('u', 'Books .4')], models, now)).rejects.toThrow(
      'expected hypotheses of domain "Music" to time, got none',
    );
  });
});

describe('the rule of latency', () => {
  it('lets twice the time pass at a budget of 2, and refuses more', () => {
    expect(latencyRule({ incumbentMs: 0.2, candidateMs: 0.4 }, 2)).toMatchObject({ passed: true, measured: 2 });
    const slower = latencyRule({ incumbentMs: 0.2, candidateMs: 0.41 }, 2);
    expect(slower).toMatchObject({ rule: 'latency', passed: false, limit: 2 });
    expect(slower.reason).toBe("takes 0.410 ms for 15 hypotheses, 2.05 times the incumbent's 0.200 ms");
  });
});
