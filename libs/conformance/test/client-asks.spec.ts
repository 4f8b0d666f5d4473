import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { createClient, InvalidRequestError, type TiebreakClient, TiebreakError } from '@tiebreak/client';
import { probability } from '@tiebreak/interpretation';
import { type LineNlu, startLineNlu } from '../src';
import { LOCAL, startWith } from './started-search';

const ROOT = join(__dirname, '../../..');
const sure = probability(0.9);
const HEARD = {
  utterance: 'find dune',
  hypotheses: [
    {
      ...{ id: 'h0', domain: 'Books', intent: 'Find', signals: {} },
      scores: { domain: sure, intent: sure, ner: sure },
      slots: [{ name: 'title', value: 'dune', start: 5, end: 9, entityId: '' }],
    },
  ],
};

describe('a client that asks by words', () => {
  let search: Awaited<ReturnType<typeof startWith>>;
  let nlu: LineNlu;
  let aggregator: RunningAggregator;
  let client: TiebreakClient;

  /** An aggregator whose one domain is down, and scored so that one acts. */
  const aggregatorAsking = (nluAddress: string): Promise<RunningAggregator> =>
    startAggregator({
      ...{ ...LOCAL, httpPort: 0, domainDeadlineMs: 1_000 },
      registry: [{ domain: 'Books', address: '127.0.0.1:1', fallback: { slope: 1, intercept: 5 } }],
      policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
      asking: { nlu: nluAddress, search: `127.0.0.1:${search.host.port}`, deadlineMs: 5_000 },
    });

  beforeAll(async () => {
    search = await startWith({}, { deadlineMs: 2_000 });
    nlu = await startLineNlu([HEARD]);
    aggregator = await aggregatorAsking(nlu.address);
    client = createClient({ address: `127.0.0.1:${aggregator.port}`, deadlineMs: 10_000 });
  });
  afterAll(async () => {
    client.close();
    await aggregator.close();
    nlu.close();
    await search.close();
  });

  it('is answered with a decision, what was found, and how each hop went', async () => {
    const { requestId, resolution, search: found, hops } = await client.ask({ utterance: 'find dune', userId: 'u' });
    expect(requestId).not.toBe('');
    expect(resolution).toMatchObject({
      requestId,
      ranked: [{ hypothesis: { id: 'h0', domain: 'Books' } }],
      decision: { kind: 'DECISION_KIND_ACT', options: [{ hypothesisId: 'h0' }] },
    });
    expect(found!.results.map(({ entity }) => entity!.title)).toEqual(['Dune', 'Dune Messiah']);
    expect(hops.map(({ hop, error }) => [hop, error])).toEqual([
      ['nlu', ''],
      ['resolve', ''],
      ['search', ''],
    ]);
  });

  it('is what the example is, which tells what was played', async () => {
    const args = ['tools/run-typescript.js', 'examples/clients/ask.ts', 'find dune', 'phone'];
    const variables = {
      ...{ PATH: '', TIEBREAK_TARGET: `127.0.0.1:${aggregator.port}` },
      TIEBREAK_SEARCH_TARGET: `127.0.0.1:${search.host.port}`,
    };
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: variables });
    expect(stdout.replace(/^DECISION_KIND_ACT .*/, 'DECISION_KIND_ACT')).toBe(
      'DECISION_KIND_ACT\nDune (book), Frank Herbert\nDune Messiah (book), Frank Herbert\n1 accepted\n',
    );
  });

  it('keeps the id that it gave, and is told nothing was found when nothing was understood', async () => {
    const { requestId, resolution, ...rest } = await client.ask({ requestId: 'mine', utterance: 'hum a tune' });
    expect([requestId, resolution.decision.kind]).toEqual(['mine', 'DECISION_KIND_REJECT']);
    expect('search' in rest).toBe(false);
  });

  it('is refused before it asks, with every field that is wrong', async () => {
    const before = nlu.asked.length;
    const asking = client.ask({ utterance: '', explain: 7 } as unknown as { utterance: string });
    await expect(asking).rejects.toThrow(InvalidRequestError);
    await expect(asking).rejects.toMatchObject({ violations: [{ field: 'utterance' }, { field: 'explain' }] });
    expect(nlu.asked).toHaveLength(before);
  });

  it('is told when the aggregator has no NLU', async () => {
    const deaf = await aggregatorAsking('');
    const other = createClient({ address: `127.0.0.1:${deaf.port}`, deadlineMs: 10_000 });
    const asking = other.ask({ utterance: 'find dune' });
    await expect(asking).rejects.toThrow(TiebreakError);
    await expect(asking).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    other.close();
    await deaf.close();
  });
});
