import { availableParallelism } from 'node:os';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { type SearchBench, subjectsTable } from './search-bench';
import { tiebreakJson } from './tiebreak';

const ENTITIES = FULL_SIZE ? 1_000_000 : 20_000;
/** Ten minutes and four gigabytes, whatever the size. */
const [MOST_SECONDS, MOST_BYTES] = [600, 4e9];

describe(`a catalogue of ${ENTITIES} entities`, () => {
  it('is indexed with words and hashed vectors, and answers, in ten minutes and four gigabytes', async () => {
    const report = await tiebreakJson<SearchBench>('bench', 'search', '--entities', String(ENTITIES), '--quick');
    const { index, peakBytes } = report;
    expect(report.entities).toBe(ENTITIES);
    for (const { p50Ms } of report.subjects) expect(p50Ms).toBeGreaterThan(0);
    if (FULL_SIZE) {
      const rows = [
        ['', ''],
        ['indexing, s', index.seconds.toFixed(0)],
        ['most memory while indexing, MB', (index.peakBytes / 1e6).toFixed(0)],
        ['most memory with searches after it, MB', (peakBytes / 1e6).toFixed(0)],
      ];
      await publish(
        'search-million',
        `${ENTITIES} entities on ${availableParallelism()} cores, Node ${process.version}; vectors through a graph of neighbours.`,
        [markdownTable(rows), markdownTable(subjectsTable(report))].join('\n\n'),
      );
    }
    expect(index.seconds).toBeLessThanOrEqual(MOST_SECONDS);
    expect(peakBytes).toBeLessThanOrEqual(MOST_BYTES);
  }, 1_800_000);
});
