import { readFileSync } from 'node:fs';
import { tiebreak, Workspace } from './tiebreak';

const FILMS = [
  { id: 'poppins', name: 'Mary Poppins', kinds: ['Musical'], seen: 90 },
  { id: 'paris texas', name: 'Paris, Texas', kinds: ['Drama'], seen: 40 },
  { id: 'dune', name: 'Dune', kinds: ['Science Fiction'], seen: 70 },
];
const MAPPING = ['--fields', 'title=name,tags=kinds,popularity=seen', '--domain', 'Video', '--type', 'film'];

describe('tiebreak index and search', () => {
  const workspace = new Workspace();
  const index = workspace.path('films');
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await tiebreak(args);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  const searchAll = async (queries: readonly object[], ...flags: string[]): Promise<string[][]> => {
    const [file, out] = [workspace.writeLines('queries.jsonl', queries), workspace.path('run.txt')];
    await run('search', '--index', index, '--queries', file, '--out', out, ...flags);
    return readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
  };
  beforeAll(async () => {
    await run(
      ...['index', '--from', workspace.writeLines('films.jsonl', FILMS), ...MAPPING],
      ...['--encoder', 'hashed', '--out', index],
    );
  });
  afterAll(() => {
    workspace.remove();
  });

  it('write what every query finds as evaluation tools read it, blanks in ids escaped', async () => {
    const queries = [
      { id: 'q1', text: 'mary popins' },
      { id: 'q2', text: 'paris texas' },
    ];
    const lines = await searchAll(queries, '--strategies', 'lexical,fuzzy', '--fusion', 'rrf', '--depth', '2');
    for (const line of lines) expect(line).toHaveLength(6);
    const first = (query: string) => lines.find(([id, , , rank]) => id === query && rank === '1');
    expect(first('q1')).toEqual(['q1', 'Q0', 'poppins', '1', expect.stringMatching(/^[\d.]+$/), 'lexical-fuzzy-rrf']);
    expect(first('q2')![2]).toBe('paris%20texas');
  });

  it('change the index that is there', async () => {
    const more = [{ id: 'matilda', name: 'Matilda', kinds: ['Musical'], seen: 50 }];
    const ids = workspace.write('ids', 'dune\n');
    const said = await run(
      ...['index', '--from', workspace.writeLines('more.jsonl', more), ...MAPPING],
      ...['--upsert', '--remove', ids, '--out', index, '--json'],
    );
    expect(JSON.parse(said)).toMatchObject({ upserted: 1, removed: 1 });
    const queries = [
      { id: 'q1', text: 'matilda' },
      { id: 'q2', text: 'dune' },
    ];
    const found = await searchAll(queries, '--strategies', 'lexical');
    expect(found.map(([query, , id]) => [query, id])).toEqual([['q1', 'matilda']]);
  });
});
