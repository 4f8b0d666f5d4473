import type { BadCommand } from './bad-data';

const GOOD = '2 1:0.5 3:1\n0 1:0.1\n1 2:0.3\n0 3:0.2\n';
const SIZES = '2\n2\n';

/** `train-ranker` on files that must be refused. */
const rankerOn = (title: string, train: string, sizes: string, ...says: string[]): BadCommand => ({
  title,
  command: (w) => [
    ...['train-ranker', '--format', 'libsvm'],
    ...['--train', w.write('train', train), '--train-query', w.write('train.query', sizes)],
    ...['--test', w.write('test', GOOD), '--test-query', w.write('test.query', SIZES)],
  ],
  says,
});

export const BAD_RANKINGS: readonly BadCommand[] = [
  {
    title: 'a bundle of a ranker where a file stands',
    command: (w) => [
      ...['train-ranker', '--format', 'libsvm', '--kind', 'linear', '--out', w.write('taken', '')],
      ...['--train', w.write('train', GOOD), '--train-query', w.write('train.query', SIZES)],
      ...['--test', w.write('test', GOOD), '--test-query', w.write('test.query', SIZES)],
    ],
    says: ['@/taken: expected a folder that can be written, got '],
  },
  rankerOn('candidates without a grade', 'x 1:2\n', '1\n', '@/train:1: grade: expected a number of at least 0, got x'),
  rankerOn('a grade below 0', '1 1:2\n-1 1:2\n', '2\n', '@/train:2: grade: expected a number of at least 0, got -1'),
  rankerOn('a feature without a value', '1 7\n', '1\n', '@/train:1: expected index:value, got 7'),
  rankerOn('a feature of index 0', '1 0:1\n', '1\n', '@/train:1: index: expected a whole number of at least 1, got 0'),
  rankerOn(
    'a feature that is no number',
    '1 3:NaN\n',
    '1\n',
    '@/train:1: feature 3: expected a finite number, got NaN',
  ),
  rankerOn('an empty file of candidates', '', '', '@/train: expected lines, got none'),
  rankerOn(
    'queries with more candidates than there are',
    GOOD,
    '2\n3\n',
    '@/train.query: expected as many candidates as @/train has lines, 4, got 5',
  ),
  rankerOn(
    'a query of no candidates',
    GOOD,
    '4\n0\n',
    '@/train.query:2: candidates: expected a whole number of at least 1, got 0',
  ),
  rankerOn(
    'candidates that are all alike',
    '1 1:1\n1 1:2\n',
    '2\n',
    '@/train: grades: expected a query with candidates of different grades, got none',
  ),
];
