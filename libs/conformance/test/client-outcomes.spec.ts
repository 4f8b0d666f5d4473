import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { createClient, InvalidRequestError, type TiebreakClient } from '@tiebreak/client';
import { openDecisionLog } from '@tiebreak/decision-log';
import type { DecisionLog } from '@tiebreak/live-calibration';
import { LOCAL } from './started-search';

describe('a client that reports outcomes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-outcomes-'));
  let log: DecisionLog;
  let aggregator: RunningAggregator;
  let client: TiebreakClient;

  beforeAll(async () => {
    log = await openDecisionLog(join(folder, 'decisions.db'));
    aggregator = await startAggregator({
      ...{ ...LOCAL, httpPort: 0, domainDeadlineMs: 1_000 },
      registry: [{ domain: 'Books', address: '127.0.0.1:1', fallback: { slope: 1, intercept: 5 } }],
      policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
      liveCalibration: { log, words: false, days: 30, recalibrated: [] },
    });
    client = createClient({ address: `127.0.0.1:${aggregator.port}`, deadlineMs: 20_000 });
  });
  afterAll(async () => {
    client.close();
    await aggregator.close();
    rmSync(folder, { recursive: true });
  });

  const resolve = (requestId: string) =>
    client.resolve({
      ...{ requestId, utterance: 'find dune' },
      hypotheses: [{ id: 'h0', domain: 'Books', intent: 'Find', scores: { domain: 0.9, intent: 0.9, ner: 0.9 } }],
    });

  it('has them stored beside the decision, once', async () => {
    await resolve('one');
    const outcome = { requestId: 'one', rightHypothesisId: 'h0', occurredAt: '2026-01-31T12:00:00.250Z' };
    await expect(client.recordOutcome(outcome)).resolves.toBeUndefined();
    await client.recordOutcome({ requestId: 'one', noneRight: true });
    const [joined, ...others] = (await log.read(0, 10)).outcomes;
    expect(joined).toMatchObject({
      report: {
        requestId: 'one',
        rightHypothesisId: 'h0',
        noneRight: false,
        occurredAt: Date.UTC(2026, 0, 31, 12) + 250,
      },
    });
    expect(others).toEqual([]);
  });

  it('is told when the decision is not kept', async () => {
    await expect(client.recordOutcome({ requestId: 'never', noneRight: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is refused before it is sent, with every field that is wrong', async () => {
    const reporting = client.recordOutcome({ requestId: '', rightHypothesisId: 'h0', noneRight: true });
    await expect(reporting).rejects.toThrow(InvalidRequestError);
    await expect(reporting).rejects.toMatchObject({ violations: [{ field: 'noneRight' }, { field: 'requestId' }] });
  });
});
