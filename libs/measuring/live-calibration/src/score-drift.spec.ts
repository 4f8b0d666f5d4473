import { sigmoid } from '@tiebreak/interpretation';
import { clopperPearson, seededRandom } from '@tiebreak/statistics';
import { ScoreDrift } from './score-drift';

describe('score drift', () => {
  it('warns in a share of e^-h of its runs at most while scores are exchangeable, ties and all', () => {
    const [h, count, decisions] = [7, 300, 1_000];
    let warned = 0;
    for (let run = 0; run < count; run++) {
      const random = seededRandom(run);
      const drift = new ScoreDrift(seededRandom(run + count), h);
      for (let i = 0; i < decisions && drift.since === undefined; i++)
        drift.observe(random.uniform() < 0.3 ? 0.99 : sigmoid(-4 + random.normal()), i);
      if (drift.since !== undefined) warned++;
    }
    // Every decision begins at most one run.
    expect(clopperPearson(warned, count, 0.999, 'lower')[0]).toBeLessThanOrEqual(decisions * Math.exp(-h));
  });

  it('warns of scores that have moved, says since when, and takes them for normal in the end', () => {
    const random = seededRandom(1);
    const drift = new ScoreDrift(seededRandom(2));
    for (let i = 0; i < 5_000; i++) drift.observe(sigmoid(random.normal()), i);
    expect(drift.since).toBeUndefined();
    let at = 5_000;
    for (; at < 6_000 && drift.since === undefined; at++) drift.observe(sigmoid(1 + random.normal()), at);
    expect(Math.abs(drift.since! - 5_000)).toBeLessThan(200);
    for (let i = 0; i < 5_000; i++) drift.observe(sigmoid(1 + random.normal()), at + i);
    expect(drift.since).toBeUndefined();
  });

  it('takes the ends for scores like others', () => {
    const drift = new ScoreDrift(seededRandom(1));
    for (const score of [0, 1, 0, 1]) drift.observe(score, 0);
    expect(Number.isFinite(drift.statistic)).toBe(true);
  });
});
