import { gzipSync } from 'node:zlib';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { type CatalogueOptions, readCatalogue, readMapping } from '../src/catalogue/read-catalogue';
import { Workspace } from './tiebreak';

const workspace = new Workspace();
afterAll(() => {
  workspace.remove();
});

const HEADER = 'id,name,authors,published,sold';
const ROWS = ['b1,Dune,"Frank Herbert, an editor",1965-08-01,10', 'b2,"Emma, or",Jane Austen,1815,30', 'b3,Untold,,,'];
const FIELDS = 'domain="Books",type="book",title=name,creator=authors,year=published,popularity=sold';

async function read(path: string, fields?: string, options: CatalogueOptions = {}): Promise<CatalogueEntity[]> {
  const mapping = fields === undefined ? {} : { mapping: await readMapping(fields) };
  const entities: CatalogueEntity[] = [];
  for await (const entity of readCatalogue(path, { ...mapping, ...options })) entities.push(entity);
  return entities;
}

const refusal = (path: string, fields?: string): Promise<string> =>
  read(path, fields).then(
    () => 'nothing was refused',
    (error: unknown) => (error as Error).message,
  );

describe('reading a catalogue', () => {
  const csv = [HEADER, ...ROWS].join('\n');

  it('gives the same entities of CSV and JSON lines, gzipped or not, with popularity ranked', async () => {
    const lines = [
      { id: 'b1', name: 'Dune', authors: 'Frank Herbert, an editor', published: '1965-08-01', sold: 10 },
      { id: 'b2', name: 'Emma, or', authors: 'Jane Austen', published: 1815, sold: 30 },
      { id: 'b3', name: 'Untold', authors: null },
    ];
    const jsonl = lines.map((line) => JSON.stringify(line)).join('\n\n');
    const expected = [
      { id: 'b1', title: 'Dune', creator: 'Frank Herbert, an editor', year: 1965, popularity: 1 / 3 },
      { id: 'b2', title: 'Emma, or', creator: 'Jane Austen', year: 1815, popularity: 2 / 3 },
      { id: 'b3', title: 'Untold', creator: '', year: 0, popularity: 0 },
    ].map((entity) => ({ ...entity, domain: 'Books', type: 'book', attributes: {}, aliases: [], text: '', tags: {} }));
    for (const [name, content] of Object.entries({ csv, jsonl, 'csv.gz': gzipSync(csv), 'jsonl.gz': gzipSync(jsonl) }))
      expect(await read(workspace.write(`same.${name}`, content), FIELDS)).toEqual(expected);
  });

  it('needs no mapping for columns that are called as fields are', async () => {
    const path = workspace.write('plain.csv', 'id,title,year,shelf\nb1,Dune,1965,7\n');
    expect(await read(path, undefined, { defaults: { domain: 'Books', type: 'book' } })).toMatchObject([
      { id: 'b1', title: 'Dune', year: 1965, domain: 'Books', type: 'book' },
    ]);
  });

  it('takes a mapping from a file', async () => {
    const path = workspace.write('mapped.csv', csv);
    const mapping = {
      domain: { constant: 'Books' },
      type: '"book"',
      title: 'name',
      tags: { column: 'authors', separator: ', ' },
    };
    const entities = await read(path, workspace.write('mapping.json', JSON.stringify(mapping)));
    expect(entities[0]!.tags).toEqual({ 'frank herbert': 1, 'an editor': 1 });
  });

  it('leaves repeated ids out when somebody is told of them', async () => {
    const path = workspace.write('twins.csv', [HEADER, ROWS[0], ROWS[1], ROWS[0]].join('\n'));
    const told: unknown[] = [];
    expect(await read(path, FIELDS, { onDuplicate: (...twin) => told.push(twin) })).toHaveLength(2);
    expect(told).toEqual([['b1', 4]]);
  });

  const bad: readonly [
    title: string,
    name: string,
    content: string | Uint8Array,
    fields: string | undefined,
    message: RegExp,
  ][] = [
    [
      'a year that is none',
      'a.csv',
      `${HEADER}\nb1,Dune,x,soon,1`,
      FIELDS,
      /a\.csv:2: year \(from published\): expected a whole year .*, got soon$/,
    ],
    [
      'a popularity that is no number',
      'b.csv',
      `${HEADER}\n${ROWS[0]!}\nb2,x,y,1,lots`,
      FIELDS,
      /b\.csv:3: popularity \(from sold\): expected a share .*, got lots$/,
    ],
    [
      'a column that is nowhere',
      'c.csv',
      csv,
      'title=nmae,domain="B",type="b"',
      /c\.csv: expected the mapped columns nmae, got only authors, id, name, published, sold; name others with --fields$/,
    ],
    [
      'a repeated id',
      'd.csv',
      [HEADER, ROWS[0], ROWS[0]].join('\n'),
      FIELDS,
      /d\.csv:3: id: expected one unlike that of line 2, got b1$/,
    ],
    ['a missing id', 'e.jsonl', '{"name":"Dune"}', FIELDS, /e\.jsonl: expected the mapped columns/],
    [
      'a line without a domain',
      'f.jsonl',
      '{"id":"b1","type":"book"}',
      undefined,
      /f\.jsonl:1: domain: expected a non-empty string, got nothing$/,
    ],
    ['a line that is no JSON', 'g.jsonl', '\n{"id":', undefined, /g\.jsonl:2: expected JSON, got /],
    ['a line that is no object', 'h.jsonl', '["b1"]', FIELDS, /h\.jsonl:1: expected an object, got \["b1"\]$/],
    [
      'bytes that are no text',
      'i.jsonl',
      Uint8Array.of(0x7b, 0xff, 0x7d),
      undefined,
      /i\.jsonl:1: expected UTF-8, got bytes that are not$/,
    ],
    ['an uneven table', 'j.csv', 'id,title\nb1', undefined, /j\.csv: expected CSV, got what is not: /],
    ['nothing', 'k.jsonl', '', undefined, /k\.jsonl: expected at least one entity, got none$/],
    ['a header alone', 'l.csv', HEADER, undefined, /l\.csv: expected rows under a header, got none$/],
    ['another format', 'm.tsv', csv, undefined, /m\.tsv: expected a name that ends in \.csv, /],
    ['no gzip', 'n.csv.gz', csv, undefined, /n\.csv\.gz: expected gzip, got a file/],
    [
      'a weight above 1',
      'o.jsonl',
      '{"id":"1","domain":"d","type":"t","tags":{"pop":2}}',
      undefined,
      /o\.jsonl:1: tags\.pop: expected a weight above 0 and at most 1, got 2$/,
    ],
  ];
  it.each(bad)('refuses %s, naming the place', async (_title, name, content, fields, message) => {
    expect(await refusal(workspace.write(name, content), fields)).toMatch(message);
  });

  it('refuses a file that is not there, and mappings that cannot be', async () => {
    expect(await refusal(workspace.path('none.csv'))).toMatch(/none\.csv: expected a readable file, got ENOENT$/);
    await expect(readMapping('title')).rejects.toThrow(
      '--fields: input: expected FIELD=COLUMN,FIELD=COLUMN,..., got title',
    );
    await expect(readMapping('titel=name')).rejects.toThrow(/--fields: titel: expected a field to fill: id, domain, /);
    await expect(readMapping(workspace.write('broken.json', '{'))).rejects.toThrow(/broken\.json: expected JSON, got /);
  });
});
