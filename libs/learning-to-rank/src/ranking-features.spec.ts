import { defineRankingFeatures, fillRows, selectColumns } from './ranking-features';
import { asFloat32 } from './ranking-model';

describe('a schema of ranking features', () => {
  it('names every column once, with a version', () => {
    const features = [
      { name: 'popularity', version: 1 },
      { name: 'lexical_rank', version: 2 },
    ];
    expect(defineRankingFeatures(features)).toEqual({ features, names: ['popularity', 'lexical_rank'] });
    expect(() => defineRankingFeatures([])).toThrow('features: expected at least one, got none');
    expect(() => defineRankingFeatures([features[0]!, features[0]!])).toThrow(
      'features[1].name: expected every name once, got "popularity" again',
    );
    expect(() => defineRankingFeatures([{ name: '', version: 1 }])).toThrow(
      'features[0].name: expected a name, got ""',
    );
    expect(() => defineRankingFeatures([{ name: 'a', version: 0.5 }])).toThrow(
      'features[0].version: expected a whole number of at least 1, got 0.5',
    );
  });

  it('fills rows in its order, NaN for what is not there', () => {
    expect([
      ...fillRows(
        ['a', 'b'],
        [
          { b: 2, c: 3 },
          { a: 1, b: undefined },
        ],
      ),
    ]).toEqual([NaN, 2, 1, NaN]);
  });

  it('selects columns by name, NaN for one that is not there', () => {
    const rows = Float32Array.of(1, 2, 3, 4);
    expect([...selectColumns(rows, ['a', 'b'], ['b', 'x', 'a'])]).toEqual([2, NaN, 1, 4, NaN, 3]);
  });
});

it('rows that float32 does not hold, or of another width, are refused', () => {
  expect([...asFloat32(Float64Array.of(0.5, NaN), 1, 2)]).toEqual([0.5, NaN]);
  expect(() => asFloat32(Float64Array.of(1, 1e39), 1, 2)).toThrow(
    'rows: expected numbers that float32 holds, or NaN for a missing one, got 1e+39 in row 0, column 1',
  );
  expect(() => asFloat32(new Float32Array(3), 2, 2)).toThrow('rows: expected 2 rows of 2 features, got 3 numbers');
});
