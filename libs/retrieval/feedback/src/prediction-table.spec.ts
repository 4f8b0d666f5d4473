import { predictedQueries, statedContent } from '@tiebreak/understanding';
import { catalogueEntity } from '../test/entities';
import { memoryGenerator } from './memory-generator';
import { PredictionTable } from './prediction-table';
import { DEFAULT_MEMORY_OPTIONS, QueryMemory } from './query-memory';

const wicked = catalogueEntity('w', 'Wicked', {
  creator: 'Stephen Schwartz',
  aliases: ['Wicked: Part One'],
  tags: { 'show tunes': 0.8 },
});

describe('the table of predictions', () => {
  it('has every predicted query of an entity, in its own domain', () => {
    const predicted = PredictionTable.from([wicked]);
    const queries = predictedQueries(wicked, statedContent(wicked));
    for (const { query } of queries) expect([...predicted.of('Music', query).keys()]).toEqual(['w']);
    expect(predicted.size).toBe(queries.length);
    expect(predicted.of('Books', 'wicked').size).toBe(0);
  });

  it('expects more of a title than of a tag, and more of what is popular', () => {
    const predicted = PredictionTable.from([
      catalogueEntity('tagged', 'Another', { tags: { wicked: 1 } }),
      catalogueEntity('rare', 'Wicked', { popularity: 0 }),
      catalogueEntity('known', 'Wicked', { popularity: 1 }),
    ]);
    expect(Object.fromEntries(predicted.of('Music', 'wicked'))).toEqual({ tagged: 0.1875, rare: 0.25, known: 0.5 });
  });

  it('keeps only the strongest of a query that stands for very many', () => {
    const songs = Array.from({ length: 1_000 }, (_, i) =>
      catalogueEntity(`s${i}`, `Song ${i}`, { tags: { pop: 1 }, popularity: ((i * 7) % 1_000) / 1_000 }),
    );
    const kept = PredictionTable.from(songs, { depth: 10 }).of('Music', 'pop');
    const best = songs.toSorted((a, b) => b.popularity - a.popularity).slice(0, 10);
    expect(new Set(kept.keys())).toEqual(new Set(best.map(({ id }) => id)));
  });

  it('is what the strategy finds while nobody has acted', async () => {
    const memory = new QueryMemory(DEFAULT_MEMORY_OPTIONS);
    memory.predicted = PredictionTable.from([wicked, catalogueEntity('other', 'Other')]);
    const query = {
      ...{ domain: 'Music', text: ' WICKED! ', intent: '', slots: [], userId: '', at: 1 },
      context: { device: 'tv', attributes: {} },
      understanding: { kind: 'known-item' as const, terms: ['wicked'], types: [], tags: {} },
    };
    const found = await memoryGenerator(memory).generate(query, 10, new AbortController().signal);
    expect(found).toEqual([{ id: 'w', score: 0.375 }]);
  });
});
