import { readFileSync, writeFileSync } from 'node:fs';
import type { ModelChange } from '@tiebreak/release-control';
import { CANARY, refusal, ReleasedTimers } from './released-timers';

const service = new ReleasedTimers();
beforeAll(() => service.writeBundles());

describe('the audit trail', () => {
  const file = service.at('trail.jsonl');
  const startWithTrail = (model: string) => service.start(model, undefined, file);
  const lines = () =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ModelChange);

  it('says who did what to the models and when, also what was refused, and is there after a restart', async () => {
    const before = new Date().toISOString();
    await startWithTrail('one');
    await service.roll('two', CANARY, 0.25);
    await service.activate('two');
    await refusal(service.activate('one'));
    await service.roll('');
    await service.stop();
    await startWithTrail('two');
    const page = await service.page('/models');
    const { history } = (await page.json()) as { history: ModelChange[] };
    await service.stop();
    expect(lines()).toEqual(history);
    expect(history.every(({ time }, i) => time >= (history[i - 1]?.time ?? before))).toBe(true);
    const [one, two] = [service.digests.get('one'), service.digests.get('two')];
    expect(history).toMatchObject([
      { by: [], change: 'started', bundle: 'one', version: '1.0.0', digest: one },
      { by: [], change: 'canary', bundle: 'two', version: '1.1.0', digest: two, trafficShare: 0.25 },
      { by: [], change: 'active', bundle: 'two', version: '1.1.0', digest: two },
      { by: [], change: 'active', bundle: 'one', refused: expect.stringContaining('allow_rollback') as string },
      { by: [], change: 'ended', bundle: '' },
      { by: [], change: 'started', bundle: 'two', version: '1.1.0', digest: two },
    ]);
  });

  it('is as long as it may be: a service reads only its end', async () => {
    const change = { time: '2026-01-01T00:00:00.000Z', by: [], change: 'ended', bundle: 'x'.repeat(1_000) };
    writeFileSync(file, `${JSON.stringify(change)}\n`.repeat(5_000));
    await startWithTrail('one');
    const page = await service.page('/models');
    const { history } = (await page.json()) as { history: ModelChange[] };
    await service.stop();
    expect(history).toHaveLength(100);
    expect(history.slice(0, 99)).toEqual(Array.from({ length: 99 }, () => change));
  });

  it('does not start over a file that holds something else', async () => {
    writeFileSync(file, 'not a trail\n');
    await expect(startWithTrail('one')).rejects.toThrow(/^audit trail .*trail.jsonl: expected lines of JSON/);
  });
});
