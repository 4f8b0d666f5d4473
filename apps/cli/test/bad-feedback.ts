import type { BadCommand } from './bad-data';

/** A verb on feedback that must be refused. */
const on = (
  title: string,
  verb: string[],
  file: string,
  content: string | undefined,
  ...says: string[]
): BadCommand => ({
  title,
  command: (w) => [...verb, '--log', content === undefined ? w.path(file) : w.write(file, content)],
  says,
});

const EXPECTED = '@/feedback.db: expected a SQLite file that a search service keeps its feedback in, got';

/** Exit 1: there is no feedback at the place. */
export const BAD_FEEDBACK: readonly BadCommand[] = [
  on('a rebuild of a log that is not there', ['rebuild'], 'feedback.db', undefined, `${EXPECTED} no file`),
  on(
    'a user to forget in a log that is not there',
    ['forget', 'jane'],
    'feedback.db',
    undefined,
    `${EXPECTED} no file`,
  ),
  on('a rebuild of a text', ['rebuild'], 'feedback.db', 'a text that is no database\n'.repeat(99), `${EXPECTED}: `),
  on('a rebuild of an empty file', ['rebuild'], 'feedback.db', '', `${EXPECTED} an empty one`),
  {
    title: 'a rebuild from a PostgreSQL that does not answer',
    command: () => ['rebuild', '--log', 'postgres://nobody:secret@127.0.0.1:1/none'],
    says: ['PostgreSQL: expected it to answer within 3 s, got connect ECONNREFUSED'],
  },
];

const FILES = ['--train', 'a', '--train-query', 'b', '--test', 'c', '--test-query', 'd'];
const LEARN = ['train-ranker', '--domain', 'Video', '--feedback'];

/** Exit 1: a ranker cannot be learned from it. */
export const BAD_RANKER_FEEDBACK: readonly BadCommand[] = [
  {
    title: 'a ranker from a log that is not there',
    command: (w) => [...LEARN, w.path('feedback.db')],
    says: [`${EXPECTED} no file`],
  },
  {
    title: 'a ranker from a PostgreSQL that does not answer',
    command: () => [...LEARN, 'postgres://nobody:secret@127.0.0.1:1/none'],
    says: ['PostgreSQL: expected it to answer within 3 s, got connect ECONNREFUSED'],
  },
  {
    title: 'an incumbent that is no bundle',
    command: (w) => [...LEARN, w.path('feedback.db'), '--incumbent', w.path('none')],
    says: ['@/none'],
  },
];

/** Exit 2. */
export const BAD_FEEDBACK_USAGE: readonly BadCommand[] = [
  {
    title: 'a rebuild of nothing',
    command: () => ['rebuild'],
    says: ["required option '--log <place>' not specified"],
  },
  {
    title: 'a ranker from nothing',
    command: () => ['train-ranker'],
    says: ["required option '--format <name>' not specified; or learn from a log by '--feedback <place>'"],
  },
  {
    title: 'a ranker from files that are not named',
    command: () => ['train-ranker', '--format', 'libsvm', '--train', 't'],
    says: ["required option '--train-query <file>' not specified"],
  },
  {
    title: 'a ranker from a log and from files',
    command: (w) => [...LEARN, w.path('f.db'), '--format', 'libsvm'],
    says: ['expected a log by --feedback <place> or files by --format <name>, got both'],
  },
  {
    title: 'a ranker from a log of whatever catalogue',
    command: (w) => ['train-ranker', '--feedback', w.path('f.db')],
    says: ["required option '--domain <name>' not specified"],
  },
  {
    title: 'an incumbent of a ranker from files',
    command: () => ['train-ranker', '--format', 'libsvm', ...FILES, '--incumbent', 'r'],
    says: ['--incumbent needs --feedback <place>'],
  },
  {
    title: 'an unknown estimate of examination',
    command: (w) => [...LEARN, w.path('f.db'), '--examination', 'guessed'],
    says: ["argument 'guessed' is invalid. Allowed choices are harvested, trust, swapped, even"],
  },
  {
    title: 'nobody to forget',
    command: (w) => ['forget', '--log', w.path('f.db')],
    says: ["missing required argument 'user'"],
  },
  {
    title: 'an empty user to forget',
    command: (w) => ['forget', '', '--log', w.path('f.db')],
    says: ['expected the id of a user, got nothing'],
  },
];
