import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evaluation } from '@tiebreak/evaluation';
import { describeWithData, FULL_SIZE, NBEST, SCORER } from './data';
import { pythonJson, tiebreak, tiebreakJson } from './tiebreak';

type Scored = Record<string, number | Record<string, number>> & { eceFloor: { p95: number } };

describeWithData('the independent scorer', () => {
  it('agrees with the product baseline of the data sheet: SemER .1017, IRER .2467, domain accuracy .9598, ECE .1217', async () => {
    const { semer, irer, domainAccuracy, ece } = await tiebreakJson<Evaluation>(
      'evaluate',
      '--data',
      NBEST.test,
      '--baseline',
      'product',
    );
    expect([semer, irer, domainAccuracy, ece].map((value) => value.toFixed(4))).toEqual([
      '0.1017',
      '0.2467',
      '0.9598',
      '0.1217',
    ]);
  });

  it('agrees with every metric of the shipped models to 1e-4, and they reach SemER .093, NLL .270 and ECE within .008 of the noise floor', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiebreak-scorer-'));
    const answers = join(folder, 'answers.jsonl');
    await tiebreak('resolve', '--data', NBEST.test, '--models', 'apps', '--out', answers);
    const scored = await pythonJson<Scored>(SCORER, NBEST.test, answers);
    const evaluation = await tiebreakJson<Evaluation>('evaluate', '--data', NBEST.test, '--models', 'apps');
    await rm(folder, { recursive: true });

    const { missing, eceFloor, eceDomain, ...metrics } = scored;
    expect(missing).toBe(0);
    for (const [name, value] of Object.entries(metrics)) {
      expect([name, Math.abs((evaluation[name as keyof Evaluation] as number) - (value as number)) <= 1e-4]).toEqual([
        name,
        true,
      ]);
    }
    for (const [domain, value] of Object.entries(eceDomain as Record<string, number>)) {
      expect(Math.abs(evaluation.eceDomain[domain]! - value)).toBeLessThanOrEqual(1e-4);
    }
    console.log(JSON.stringify(scored));
    // They also learn from what is asked by words: CI asks whether the figures are right, the full size whether they are as good.
    if (!FULL_SIZE) return;
    expect(evaluation.semer).toBeLessThanOrEqual(0.093);
    expect(evaluation.nll).toBeLessThanOrEqual(0.27);
    expect(evaluation.ece).toBeLessThanOrEqual(eceFloor.p95 + 0.008);
  });
});
