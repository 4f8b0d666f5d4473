import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CandidateGenerator,
  expandedGenerator,
  freshGenerator,
  fuzzyGenerator,
  graphGenerator,
  lexicalGenerator,
  popularGenerator,
  semanticGenerator,
  sparseGenerator,
  structuredGenerator,
} from '@tiebreak/candidates';
import { buildIndex, SearchIndex } from '../src/index';
import { entity, FILMS, query, streamed } from './catalogue';

const NOW = new AbortController().signal;

describe('a search index', () => {
  const folder = mkdtempSync(join(tmpdir(), 'search-index-'));
  const path = join(folder, 'films');
  let index: SearchIndex;
  beforeAll(async () => {
    await buildIndex(streamed(FILMS), path, { encoder: 'hashed' });
    index = await SearchIndex.open(path);
  });
  afterAll(async () => {
    await index.close();
    await rm(folder, { recursive: true });
  });

  const idsOf = async (generator: CandidateGenerator, ...asked: Parameters<typeof query>): Promise<string[]> =>
    (await generator.generate(query(...asked), 5, NOW)).map(({ id }) => id);

  it('finds by words, the title before the description, whole names first', async () => {
    const lexical = lexicalGenerator(index);
    expect((await idsOf(lexical, 'mary poppins')).slice(0, 2)).toEqual(['poppins', 'saving']);
    expect(await idsOf(lexical, 'It')).toEqual(['it', 'follows']);
    expect((await idsOf(lexical, 'two thousand and one'))[0]).toBe('odyssey');
    expect(await idsOf(lexical, 'AMELIE')).toEqual(['amelie']);
  });

  it('finds by the beginning of the last word, and by other forms of a word', async () => {
    const lexical = lexicalGenerator(index);
    expect(await idsOf(lexical, 'mary mag')).toContain('magdalene');
    expect(await idsOf(lexical, 'follow')).toContain('follows');
  });

  it('finds what is mistyped or misheard', async () => {
    const fuzzy = fuzzyGenerator(index);
    expect((await idsOf(fuzzy, 'mery popins'))[0]).toBe('poppins');
    expect((await idsOf(fuzzy, 'stanly cubrick'))[0]).toBe('shining');
  });

  it('finds by constraints, popular ones first, and nothing without any', async () => {
    const structured = structuredGenerator(index);
    expect(await idsOf(structured, '', { creator: 'stanley kubrick' })).toEqual(['shining', 'odyssey']);
    expect(await idsOf(structured, '', { tags: { horror: 1 }, years: [2010, 2019] })).toEqual(['it', 'follows']);
    expect(await idsOf(structured, '', { language: 'fr' })).toEqual(['amelie']);
    expect(await idsOf(structured, 'mary poppins')).toEqual([]);
  });

  it('finds by tags beside words', async () => {
    const found = await idsOf(sparseGenerator(index), 'something scary', { tags: { horror: 1 } });
    expect(found.slice(0, 3).sort()).toEqual(['follows', 'it', 'shining']);
  });

  it('finds what speaks of the same as what the words find, and nothing where they find nothing', async () => {
    const expanded = expandedGenerator(index);
    // Only "Mary Poppins" has the word; what else is found shares others with it.
    expect(await idsOf(sparseGenerator(index), 'nanny')).toEqual(['poppins']);
    const found = await idsOf(expanded, 'nanny');
    expect(found[0]).toBe('poppins');
    expect(found).toContain('saving');
    expect(await idsOf(expanded, 'quantum')).toEqual([]);
    expect(await idsOf(expanded, '...')).toEqual([]);
  });

  it('gives the terms of entities, none of one that is gone', async () => {
    const [poppins, nobody] = await index.termsOf(['poppins', 'nobody']);
    expect(new Map(poppins).get('poppin')).toBeGreaterThan(1);
    expect(nobody).toEqual([]);
  });

  it('finds by vectors what shares words', async () => {
    const found = await idsOf(semanticGenerator(index, index), 'nanny with magic in her bag');
    expect(found[0]).toBe('poppins');
  });

  it('shows what is popular and what is new', async () => {
    expect((await idsOf(popularGenerator(index), ''))[0]).toBe('shining');
    expect((await idsOf(freshGenerator(index), ''))[0]).toBe('magdalene');
  });

  it('names entities by title, alias or creator', async () => {
    expect(await index.named(['stanley kubrick', 'amelie'], 5)).toEqual(['shining', 'odyssey', 'amelie']);
  });

  it('gives entities back as they were, and leaves out who is not there', async () => {
    expect(await index.read(['amelie', 'nobody', 'poppins'])).toEqual([FILMS[7], FILMS[0]]);
  });

  it('describes entities that no search has met, as they are after a change too', async () => {
    const again = await SearchIndex.open(path);
    const described = async (ids: readonly string[]) =>
      (await again.describe(ids)).map(({ id, titles }) => [id, titles]);
    expect(await described(['amelie', 'nobody', 'odyssey'])).toEqual([
      ['amelie', ['amelie']],
      ['odyssey', ['2001 a space odyssey', 'two thousand and one']],
    ]);
    await again.upsert([entity('late', 'Late')]);
    await again.upsert([entity('late', 'Very Late')]);
    expect(await described(['late', 'amelie'])).toEqual([
      ['late', ['very late']],
      ['amelie', ['amelie']],
    ]);
    await again.remove(['late']);
    expect(await described(['late'])).toEqual([]);
    await again.close();
  });

  it.each(['" OR title:*', 'NEAR(a b, 5)', "'; drop table entities; --", '(.*)+$', '\u202Emary\u200B', '-', '*'])(
    'takes %j as words',
    async (text) => {
      for (const generate of [lexicalGenerator(index), fuzzyGenerator(index), sparseGenerator(index)])
        expect((await idsOf(generate, text)).length).toBeLessThanOrEqual(5);
      expect(await index.read(['poppins'])).toHaveLength(1);
    },
  );

  describe('when entities come, change and go', () => {
    const finders = (): readonly CandidateGenerator[] => [
      lexicalGenerator(index),
      fuzzyGenerator(index),
      sparseGenerator(index),
      semanticGenerator(index, index),
    ];

    it('finds them at once, in every way', async () => {
      await index.upsert([entity('nights', 'Zanzibar Nights', { tags: { zebra: 1 } })]);
      for (const finder of finders()) expect((await idsOf(finder, 'zanzibar nights'))[0]).toBe('nights');
      expect(await idsOf(structuredGenerator(index), '', { tags: { zebra: 1 } })).toEqual(['nights']);
    });

    it('finds a changed one by its new words only, once', async () => {
      await index.upsert([entity('nights', 'Sansibar bei Nacht')]);
      for (const finder of finders()) {
        expect((await idsOf(finder, 'sansibar bei nacht')).filter((id) => id === 'nights')).toHaveLength(1);
      }
      expect(await idsOf(lexicalGenerator(index), 'zanzibar')).toEqual([]);
      expect(await idsOf(structuredGenerator(index), '', { tags: { zebra: 1 } })).toEqual([]);
    });

    it('finds a removed one no more', async () => {
      await index.remove(['nights', 'nobody']);
      for (const finder of finders()) expect(await idsOf(finder, 'sansibar bei nacht')).not.toContain('nights');
      expect(await index.read(['nights'])).toEqual([]);
    });

    it('writes all or nothing', async () => {
      const broken = { ...entity('second', 'Second'), title: undefined } as never;
      await expect(index.upsert([entity('first', 'First One'), broken])).rejects.toThrow();
      expect(await index.read(['first'])).toEqual([]);
    });

    it('keeps what came when it is opened again', async () => {
      await index.upsert([entity('later', 'Later Than Ever')]);
      const again = await SearchIndex.open(path);
      for (const generate of [lexicalGenerator(again), fuzzyGenerator(again), sparseGenerator(again)])
        expect((await idsOf(generate, 'later than ever'))[0]).toBe('later');
      await again.close();
      await index.remove(['later']);
    });
  });

  it('replaces the whole index at once, and removes the one before', async () => {
    const other = join(folder, 'replaced');
    await buildIndex(streamed(FILMS), other, { encoder: 'none' });
    const before = await SearchIndex.open(other);
    await buildIndex(streamed(FILMS.slice(0, 2)), other, { encoder: 'none' });
    expect(await before.read(['amelie'])).toHaveLength(1);
    await before.close();
    const after = await SearchIndex.open(other);
    expect(await after.read(['amelie'])).toEqual([]);
    await after.close();
    expect(readdirSync(other).filter((name) => name.startsWith('snapshot-'))).toHaveLength(1);
  });

  it('leaves the index as it was when a catalogue is refused', async () => {
    const current = readFileSync(join(path, 'current'), 'utf8');
    const twice = buildIndex(streamed([FILMS[0]!, FILMS[0]!]), path, { encoder: 'none' });
    await expect(twice).rejects.toThrow('id: expected one entity of each id, got "poppins" twice');
    expect(readFileSync(join(path, 'current'), 'utf8')).toBe(current);
    expect(readdirSync(path)).toHaveLength(2);
  });

  it('says what is missing where there is no index, or one of another format', async () => {
    await expect(SearchIndex.open(folder)).rejects.toThrow('make one by "tiebreak index"');
    const old = join(folder, 'old');
    await buildIndex(streamed([]), old, { encoder: 'none' });
    const manifest = join(old, readFileSync(join(old, 'current'), 'utf8').trim(), 'manifest.json');
    writeFileSync(manifest, JSON.stringify({ format: 0 }));
    await expect(SearchIndex.open(old)).rejects.toThrow('expected format 2, got 0');
  });

  it('knows what is chosen together, where it was told who chose what', async () => {
    const told = join(folder, 'told');
    const chosen = [
      ['poppins', 'saving'],
      ['it', 'follows', 'shining'],
      ['it', 'shining'],
      ['poppins', 'saving', 'nobody'],
    ];
    const actions = chosen.flatMap((ids, user) => ids.map((id) => ({ user: `u${user}`, entity: id })));
    const all = (async function* () {
      for (const action of actions) yield await Promise.resolve(action);
    })();
    await buildIndex(streamed(FILMS), told, { encoder: 'none', actions: all });
    const knowing = await SearchIndex.open(told);
    const found = await graphGenerator(knowing, knowing).generate(query('It'), 2, NOW);
    expect(found.map(({ id }) => id).sort()).toEqual(['follows', 'shining']);
    expect((await knowing.related(['poppins'], 1))[0]!.id).toBe('saving');
    expect(await knowing.related(['amelie', 'nobody'], 5)).toEqual([]);
    await knowing.close();
    expect(await index.related(['poppins'], 5)).toEqual([]);
  });

  it('finds the same through a graph of neighbours as through all vectors', async () => {
    const graph = join(folder, 'graph');
    await buildIndex(streamed(FILMS), graph, { encoder: 'hashed', mostExact: 2 });
    const through = await SearchIndex.open(graph);
    expect(through.manifest.vectors).toBe('hnsw');
    for (const text of ['mary poppins', 'the shining', 'space'])
      expect(await idsOf(semanticGenerator(through, through), text)).toEqual(
        await idsOf(semanticGenerator(index, index), text),
      );
    await through.upsert([entity('new', 'Entirely New Words')]);
    expect((await idsOf(semanticGenerator(through, through), 'entirely new words'))[0]).toBe('new');
    await through.close();
  });
});
