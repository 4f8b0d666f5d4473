import { availableParallelism } from 'node:os';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { tiebreakJson } from './tiebreak';
import { limitsTable, type SearchBench, subjectsTable } from './search-bench';

/** Public catalogues fill most of it where they are there. */
const ENTITIES = FULL_SIZE ? 100_000 : 5_000;

describe('a search beside FTS5 alone and nearest neighbours alone', () => {
  it('answers every strategy of every query, and is as near to them as is asked for', async () => {
    const flags = ['--entities', String(ENTITIES), ...(FULL_SIZE ? [] : ['--quick'])];
    const report = await tiebreakJson<SearchBench>('bench', 'search', ...flags);
    expect(report.entities).toBe(ENTITIES);
    expect(report.subjects).toHaveLength(6);
    // CI shares its machine, and times nothing.
    if (!FULL_SIZE) return;
    const { index, candidates, sentenceEncoder, peakBytes } = report;
    const words =
      `Indexing takes ${index.seconds.toFixed(0)} s; the process never holds more than ${(peakBytes / 1e6).toFixed(0)} MB. ` +
      `The median search ranks ${candidates} candidates. The sentence encoder would add ${sentenceEncoder.firstMs.toFixed(1)} ms ` +
      `for a query that it has not seen, and ${sentenceEncoder.againMs.toFixed(3)} ms for one that it remembers.`;
    await publish(
      'search-speed',
      `medians of ${report.rounds} rounds on ${availableParallelism()} cores, Node ${process.version}.`,
      [markdownTable(subjectsTable(report)), markdownTable(limitsTable(report)), words].join('\n\n'),
    );
    expect(report.limits.filter(({ value, target }) => value > target)).toEqual([]);
  }, 900_000);
});
