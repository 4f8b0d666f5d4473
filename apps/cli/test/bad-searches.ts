import type { BadCommand } from './bad-data';

const LINE = { id: 'a', domain: 'Video', type: 'film', title: 'A', popularity: 0.5 };

/** `index` of a catalogue that must be refused. */
const indexOf = (title: string, lines: readonly object[], flags: string[], ...says: string[]): BadCommand => ({
  title,
  command: (w) => ['index', '--from', w.writeLines('catalogue.jsonl', lines), '--out', w.path('index'), ...flags],
  says,
});
/** `search` that must be refused before there is an index. */
const searchWith = (title: string, flags: string[], ...says: string[]): BadCommand => ({
  title,
  command: (w) => ['search', '--index', w.path('none'), '--out', w.path('run'), ...flags],
  says,
});
const queriesOf = (title: string, text: string, ...says: string[]): BadCommand => ({
  title,
  command: (w) => [
    ...['search', '--index', w.path('none'), '--out', w.path('run')],
    ...['--queries', w.write('queries.jsonl', text)],
  ],
  says,
});

/** Exit 1: the catalogue, the queries or the index. */
export const BAD_SEARCHES: readonly BadCommand[] = [
  indexOf('an entity without a title', [{ ...LINE, title: 7 }], [], '@/catalogue.jsonl:1: title: expected'),
  indexOf('a popularity above 1', [{ ...LINE, popularity: 2 }], [], '@/catalogue.jsonl:1: popularity: expected'),
  indexOf('an id twice', [LINE, LINE], [], '@/catalogue.jsonl:2: id: expected one unlike that of line 1, got a'),
  indexOf(
    'a column that is nowhere',
    [LINE],
    ['--fields', 'title=name'],
    '@/catalogue.jsonl: expected the mapped columns name, got only',
  ),
  indexOf(
    'a field that there is not',
    [LINE],
    ['--fields', 'titel=title'],
    '--fields: titel: expected a field to fill',
  ),
  indexOf(
    'an upsert into nothing',
    [LINE],
    ['--upsert'],
    '@/index: expected a search index',
    'make one by "tiebreak index"',
  ),
  {
    title: 'an index of nothing',
    command: (w) => ['index', '--out', w.path('index')],
    says: ['--from: expected a catalogue, or --remove, got neither'],
  },
  queriesOf('queries that are no JSON', 'dune\n', '@/queries.jsonl:1: expected JSON, got'),
  queriesOf('a query without text', '{"id":"1"}\n', '@/queries.jsonl:1: text: expected'),
  queriesOf('no queries', '\n', '@/queries.jsonl: expected queries, got none'),
  queriesOf('an index that is not there', '{"id":"1","text":"dune"}\n', '@/none: expected a search index'),
  searchWith('neither query nor queries', [], '--queries: expected it, or a query as an argument, got neither'),
  searchWith(
    'a query and queries',
    ['dune', '--queries', 'q'],
    '--queries: expected a query or a file of them, got both',
  ),
];

const usage = (title: string, command: string[], ...says: string[]): BadCommand => ({
  title,
  command: () => command,
  says,
});

/** Exit 2: the command itself is wrong. */
export const BAD_SEARCH_USAGE: readonly BadCommand[] = [
  usage(
    'an encoder that there is not',
    ['index', '--out', 'x', '--encoder', 'best'],
    '--encoder',
    'expected sentence, hashed',
  ),
  usage('a fusion that there is not', ['search', 'dune', '--fusion', 'sum'], "'sum' is invalid", 'minmax, rrf'),
  usage('weights that are none', ['search', 'dune', '--weights', 'lexical=much'], 'expected STRATEGY=NUMBER'),
  usage('more results than are shown', ['search', 'dune', '--limit', '101'], 'expected a whole number from 1 to 100'),
];
