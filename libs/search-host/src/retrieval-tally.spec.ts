import type { SearchAnswer } from '@tiebreak/search-pipeline';
import { RetrievalTally } from './retrieval-tally';

type Use = SearchAnswer['strategies'][number];

const use = (strategy: string, depth: number, error = ''): Use => ({
  ...{ strategy, chosen: depth > 0, depth, retrieved: depth > 0 ? 3 : 0 },
  ...{ propensity: 1, latencyMs: depth > 0 ? 4 : 0, error },
});

/** @param found by entity, the strategies that found it */
function answerOf(impressionId: string, found: Readonly<Record<string, readonly string[]>>, ...uses: Use[]) {
  const results = Object.entries(found).map(([id, strategies]) => ({ entity: { id }, strategies }));
  return { impressionId, results, strategies: uses, policyVersion: `p@${impressionId}` } as unknown as SearchAnswer;
}

const took = (impressionId: string, entityId: string, action: 'play' | 'skip' = 'play') => ({
  impressionId,
  entityId,
  action,
});

describe('what strategies cost and bring', () => {
  it('is counted a search, a result and a strategy', () => {
    const tally = new RetrievalTally(0);
    tally.searched(
      'Music',
      answerOf('1', { a: ['lexical'], b: ['lexical', 'fuzzy'] }, use('lexical', 50), use('fuzzy', 10)),
    );
    tally.searched('Music', answerOf('2', { a: ['lexical'] }, use('lexical', 30), use('fuzzy', 0)));
    const [music, ...others] = tally.view().domains;
    expect(others).toEqual([]);
    expect(music).toMatchObject({ domain: 'Music', searches: 2, meanCost: (50 + 10 + 30) / 2, shown: 3, confirmed: 0 });
    expect(music!.strategies).toEqual([
      {
        ...{ strategy: 'lexical', chosen: 2, meanDepth: 40, retrieved: 6, meanLatencyMs: 4, errors: 0 },
        ...{ shown: 3, shownAlone: 2, confirmed: 0, confirmedAlone: 0 },
      },
      {
        ...{ strategy: 'fuzzy', chosen: 1, meanDepth: 10, retrieved: 3, meanLatencyMs: 4, errors: 0 },
        ...{ shown: 1, shownAlone: 0, confirmed: 0, confirmedAlone: 0 },
      },
    ]);
    expect(music!.policies).toEqual([
      { version: 'p@1', searches: 1 },
      { version: 'p@2', searches: 1 },
    ]);
  });

  it('credits what people took to all that had found it, once a search, and nothing to what they skipped', () => {
    const tally = new RetrievalTally(0);
    tally.searched(
      'Music',
      answerOf('1', { a: ['lexical'], b: ['lexical', 'fuzzy'] }, use('lexical', 5), use('fuzzy', 5)),
    );
    tally.recorded([took('1', 'a'), took('1', 'a'), took('1', 'b', 'skip'), took('1', 'unknown'), took('other', 'a')]);
    const credit = (): unknown[] =>
      tally.view().domains[0]!.strategies.map(({ confirmed, confirmedAlone }) => [confirmed, confirmedAlone]);
    expect(credit()).toEqual([
      [1, 1],
      [0, 0],
    ]);
    tally.recorded([took('1', 'b')]);
    expect(credit()).toEqual([
      [2, 1],
      [1, 0],
    ]);
    expect(tally.view().domains[0]!.confirmed).toBe(2);
  });

  it('forgets the oldest searches, whose feedback is then credited to nobody', () => {
    const tally = new RetrievalTally(0, 1);
    for (const id of ['1', '2']) tally.searched('Music', answerOf(id, { a: ['lexical'] }, use('lexical', 5)));
    tally.recorded([took('1', 'a')]);
    expect(tally.view().domains[0]!.confirmed).toBe(0);
    tally.recorded([took('2', 'a')]);
    expect(tally.view().domains[0]!.confirmed).toBe(1);
  });

  it('counts failures of strategies, and says since when it counts', () => {
    const tally = new RetrievalTally(0);
    tally.searched('Books', answerOf('1', {}, use('lexical', 5, 'late')));
    expect(tally.view()).toMatchObject({
      since: '1970-01-01T00:00:00.000Z',
      domains: [{ strategies: [{ errors: 1 }] }],
    });
  });
});
