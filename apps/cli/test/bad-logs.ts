import { gzipSync } from 'node:zlib';
import type { BadCommand } from './bad-data';

const HEADER = 'timestamp,item_id,position,click,propensity_score';
const ROW = '2026-01-01 00:00:00,3,1,0,0.25';

/** `replay` of a log that must be refused. */
const replayOf = (title: string, content: string | Uint8Array, ...says: string[]): BadCommand => ({
  title,
  command: (w) => ['replay', '--log', w.write('log.csv', content), '--format', 'open-bandit', '--policy', 'uniform'],
  says,
});

const lines = (...rows: string[]): string => rows.map((row) => `${row}\n`).join('');

export const BAD_LOGS: readonly BadCommand[] = [
  {
    title: 'a log that is not there',
    command: (w) => ['replay', '--log', w.path('none.csv'), '--format', 'open-bandit', '--policy', 'uniform'],
    says: ['@/none.csv: expected a readable file, got ENOENT'],
  },
  replayOf('an empty log', '', '@/log.csv: expected rows under a header, got none'),
  replayOf('a log of a header alone', lines(HEADER), '@/log.csv: expected rows under a header, got none'),
  replayOf(
    'a log without propensities',
    lines('timestamp,item_id,position,click', '2026-01-01,3,1,0'),
    '@/log.csv:2: expected columns timestamp, item_id, position, click, propensity_score, got none called propensity_score',
  ),
  replayOf(
    'a log with a propensity of 0',
    lines(HEADER, ROW, '2026-01-02,3,1,0,0'),
    '@/log.csv:3: propensity_score: expected a probability in (0, 1], got 0',
  ),
  replayOf(
    'a log with a click of 2',
    lines(HEADER, '2026-01-01,3,1,2,0.5'),
    '@/log.csv:2: click: expected 0 or 1, got 2',
  ),
  replayOf(
    'a log with an item that has no number',
    lines(HEADER, '2026-01-01,,1,0,0.5'),
    '@/log.csv:2: item_id: expected a whole number from 0, got nothing',
  ),
  replayOf('a log with a row too short', lines(HEADER, '2026-01-01,3'), '@/log.csv: expected CSV, got what is not: '),
  replayOf(
    'a log of one impression',
    lines(HEADER, ROW, ROW),
    '@/log.csv: expected rows of at least 2 impressions, got 1',
  ),
  replayOf(
    'a gzipped log that is cut off',
    gzipSync(lines(HEADER, ROW)).subarray(0, 30),
    '@/log.csv: expected gzip, got unexpected end of file',
  ),
];
