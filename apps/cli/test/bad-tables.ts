import type { BadCommand } from './bad-data';

const QUERY = {
  id: 'a',
  kind: 'titles',
  features: { words: 0.2 },
  ranks: { lexical: 1, fuzzy: 0 },
  latencies: { lexical: 2, fuzzy: 3 },
};

/** `simulate` of a table that must be refused. */
const simulateOf = (title: string, lines: readonly object[], says: string, ...flags: string[]): BadCommand => ({
  title,
  command: (w) => ['simulate', '--queries', w.writeLines('table.jsonl', lines), '--rounds', '10', ...flags],
  says: [says],
});

const good = Array.from({ length: 40 }, (_, i) => ({ ...QUERY, id: `q${i}` }));

export const BAD_TABLES: readonly BadCommand[] = [
  simulateOf('a table without lines', [], '@/table.jsonl: expected at least one line, got none'),
  simulateOf('a table of one query', [QUERY], '@/table.jsonl: expected queries enough for two halves, got 1'),
  simulateOf(
    'a table with a rank beyond 100',
    [QUERY, { ...QUERY, id: 'b', ranks: { lexical: 101, fuzzy: 0 } }],
    '@/table.jsonl:2: ranks.lexical: expected a rank from 1 to 100, or 0 for a miss, got 101',
  ),
  simulateOf(
    'a table with a strategy that the first line has not',
    [QUERY, { ...QUERY, id: 'b', ranks: { lexical: 1, fuzzy: 0, dense: 3 } }],
    "@/table.jsonl:2: ranks.dense: expected no names but the first line's: lexical, fuzzy, got",
  ),
  simulateOf(
    'a table with a latency below 0',
    [{ ...QUERY, latencies: { lexical: -1, fuzzy: 3 } }],
    '@/table.jsonl:1: latencies.lexical: expected milliseconds of at least 0, got -1',
  ),
  simulateOf(
    'a table without features on its second line',
    [QUERY, { ...QUERY, id: 'b', features: {} }],
    '@/table.jsonl:2: features.words: expected a finite number, got nothing',
  ),
  simulateOf('a table with an id twice', [QUERY, QUERY], '@/table.jsonl:2: id: expected an id unlike that of line 1'),
  simulateOf(
    'a table without ranks',
    [{ ...QUERY, ranks: {} }],
    '@/table.jsonl:1: ranks: expected a rank for each strategy',
  ),
  simulateOf('an unknown policy', good, '--policies: policy: expected thompson', '--policies', 'best'),
  simulateOf(
    'a strategy to break that there is not',
    good,
    '--break: expected one of the strategies lexical, fuzzy, got dense',
    '--break',
    'dense',
  ),
];
