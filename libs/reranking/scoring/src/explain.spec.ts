import { nBestList } from '@tiebreak/arbitraries';
import { type FeatureExtractor, standardFeatures } from '@tiebreak/features';
import { mean, seededRandom } from '@tiebreak/statistics';
import fc, { type Arbitrary } from 'fast-check';
import { additiveModel } from '../test/additive-model';
import { everybody, type Game, gameModel, shapleyValues } from '../test/game';
import { BIAS, type ExplainOptions, type Explanation, explainRows } from './index';
import { MOST_ROWS } from './walks';

/** A worth for every coalition, uniform in [-10, 10): players interact in every way, and nothing cancels by chance. */
const randomGame = (players: number, seed: number): Game => {
  const random = seededRandom(seed);
  return Array.from({ length: 2 ** players }, () => 20 * random.uniform() - 10);
};
const games = (most = 5, fewest = 1): Arbitrary<Game> =>
  fc.tuple(fc.integer({ min: fewest, max: most }), fc.integer()).map(([players, seed]) => randomGame(players, seed));

async function explain(game: Game, options?: ExplainOptions): Promise<Explanation> {
  const players = Math.log2(game.length);
  const [explanation] = await explainRows(
    gameModel((coalition) => game[coalition]!, players),
    everybody(players),
    options,
  );
  return explanation!;
}
/** The players' shares and their standard errors, in the order of the players. */
const byPlayer = ({ contributions, standardErrors }: Explanation) =>
  contributions
    .map(({ feature, logOdds }, i) => ({ feature, logOdds, standardError: standardErrors[i]! }))
    .filter(({ feature }) => feature !== BIAS)
    .sort((a, b) => (a.feature < b.feature ? -1 : 1));
const sharesOf = (explanation: Explanation) => byPlayer(explanation).map(({ logOdds }) => logOdds);
const sumOf = ({ contributions }: Explanation) => contributions.reduce((sum, { logOdds }) => sum + logOdds, 0);

/** Exchanges two players. */
const exchanged = (coalition: number, a: number, b: number) => {
  const [hasA, hasB] = [(coalition >> a) & 1, (coalition >> b) & 1];
  return hasA === hasB ? coalition : coalition ^ (1 << a) ^ (1 << b);
};
/** Six standard errors of 1,024 permutations: chance does not come that far. */
const SURE: ExplainOptions = { pairs: 512 };
const close = (a: number, b: number, ...standardErrors: number[]) => {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(6 * standardErrors.reduce((sum, error) => sum + error, 0) + 1e-9);
};

describe('an explanation of any model', () => {
  it('has shares that sum with the bias to the log-odds, whatever interacts and however few pairs', async () => {
    await fc.assert(
      fc.asyncProperty(games(), fc.integer(), async (game, seed) => {
        const explanation = await explain(game, { pairs: 2, seed });
        expect(explanation.contributions.at(-1)).toEqual({ feature: BIAS, value: 1, logOdds: game[0] });
        expect(sumOf(explanation)).toBeCloseTo(game.at(-1)!, 9);
      }),
    );
  });

  it("has Shapley's values, to the standard errors that it gives", async () => {
    await fc.assert(
      fc.asyncProperty(games(4), async (game) => {
        const expected = shapleyValues(game);
        byPlayer(await explain(game, SURE)).forEach(({ logOdds, standardError }, player) => {
          close(logOdds, expected[player]!, standardError);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('of worth 1 only when three of three are there: a third each', async () => {
    const { method, permutations, ...explanation } = await explain([0, 0, 0, 0, 0, 0, 0, 1], SURE);
    expect([method, permutations]).toEqual(['sampled', 1024]);
    for (const { logOdds, standardError } of byPlayer({ method, permutations, ...explanation })) {
      close(logOdds, 1 / 3, standardError);
      // The last player of an order gets 1, the first of it gets 1 backwards: 1/2 with probability 2/3, variance 1/18.
      expect(standardError).toBeCloseTo(Math.sqrt(1 / 18 / 512), 3);
    }
  });

  it("has Shapley's values from a single pair where features interact two at a time at most", async () => {
    const pairwise = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n * n, maxLength: n * n }));
    await fc.assert(
      fc.asyncProperty(pairwise, async (terms) => {
        const players = Math.sqrt(terms.length);
        const game = Array.from({ length: 2 ** players }, (_, coalition) =>
          terms.reduce((sum, term, i) => {
            const both = (1 << (i % players)) | (1 << Math.floor(i / players));
            return sum + ((coalition & both) === both ? term : 0);
          }, 0),
        );
        const expected = shapleyValues(game);
        byPlayer(await explain(game, { pairs: 2 })).forEach(({ logOdds, standardError }, player) => {
          expect(logOdds).toBeCloseTo(expected[player]!, 4);
          expect(standardError).toBeLessThan(1e-9);
        });
      }),
    );
  });

  it('gives a feature that changes nothing nothing, and no error (dummy)', async () => {
    await fc.assert(
      fc.asyncProperty(games(4), async (others) => {
        const game = Array.from({ length: 2 * others.length }, (_, coalition) => others[coalition >> 1]!);
        expect(byPlayer(await explain(game))[0]).toEqual({ feature: 'p0', logOdds: 0, standardError: 0 });
      }),
    );
  });

  it('gives features that can stand for each other the same, to its standard errors (symmetry)', async () => {
    await fc.assert(
      fc.asyncProperty(games(4, 2), async (any) => {
        const game = any.map((worth, coalition) => (worth + any[exchanged(coalition, 0, 1)]!) / 2);
        const [a, b] = byPlayer(await explain(game, SURE));
        close(a!.logOdds, b!.logOdds, a!.standardError, b!.standardError);
      }),
      { numRuns: 50 },
    );
  });

  it('of a sum of two models is the sum of their explanations (additivity)', async () => {
    await fc.assert(
      fc.asyncProperty(games(), fc.integer(), async (first, seed) => {
        const second = randomGame(Math.log2(first.length), seed);
        const both = await explain(
          first.map((worth, i) => worth + second[i]!),
          { pairs: 4, seed },
        );
        const [a, b] = await Promise.all([first, second].map((game) => explain(game, { pairs: 4, seed })));
        sharesOf(both).forEach((share, player) => {
          expect(share).toBeCloseTo(sharesOf(a!)[player]! + sharesOf(b!)[player]!, 9);
        });
      }),
    );
  });

  it('has standard errors as large as its errors: over 300 seeds, the mean square of their ratio is about 1', async () => {
    const game = randomGame(5, 1);
    const expected = shapleyValues(game);
    const squares = [];
    for (let seed = 0; seed < 300; seed++) {
      const shares = byPlayer(await explain(game, { pairs: 32, seed }));
      squares.push(...shares.map(({ logOdds, standardError }, i) => ((logOdds - expected[i]!) / standardError) ** 2));
    }
    expect(mean(squares)).toBeGreaterThan(0.85);
    expect(mean(squares)).toBeLessThan(1.25);
  });

  it('is repeated by its seed, and not by another', async () => {
    const game = randomGame(5, 2);
    expect(await explain(game, { seed: 3 })).toEqual(await explain(game, { seed: 3 }));
    expect(sharesOf(await explain(game, { seed: 3 }))).not.toEqual(sharesOf(await explain(game, { seed: 4 })));
  });

  it('of a row is the same alone and among others', async () => {
    const model = gameModel((coalition) => Math.sin(coalition), 6);
    const rows = [0b101101, 0b111111, 0, 0b10].map((coalition) =>
      Float32Array.from({ length: 6 }, (_, player) => (coalition >> player) & 1),
    );
    const alone = await Promise.all(rows.map(async (row) => (await explainRows(model, row))[0]));
    expect(await explainRows(model, Float32Array.from(rows.flatMap((row) => [...row])))).toEqual(alone);
  });

  it('takes few calls, none of more rows than it may: 4 for 20 rows of 30 features that all interact', async () => {
    const model = gameModel((coalition) => Math.sin(coalition), 30);
    await explainRows(model, new Float32Array(20 * 30).fill(1), { pairs: 8 });
    // The rows and the reference; one pair of each row, of 29 stops; 7 more pairs of each, 141 walks to a call.
    expect(model.calls).toEqual([21, 20 * 2 * 29, 141 * 29, (20 * 2 * 7 - 141) * 29]);
    expect(Math.max(...model.calls)).toBeLessThanOrEqual(MOST_ROWS);
  });

  it.each([0, 1, 2.5, NaN])('refuses %j pairs', async (pairs) => {
    await expect(explain([0, 1], { pairs })).rejects.toThrow(`expected at least 2 pairs, got ${pairs}`);
  });
});

describe('an explanation of an additive model', () => {
  const feature = (name: string): FeatureExtractor => ({ name, version: 1, extract: () => 0 });
  const model = additiveModel([feature('a'), feature('b'), feature('c')], (column) => [1, -3, 5][column]!, 0.5);

  it('gives weight times value, largest first, zeros left out, the bias last, exactly: 2 - 12 + .5 = -9.5', async () => {
    expect(await explainRows(model, Float32Array.of(2, 4, 0))).toEqual([
      {
        contributions: [
          { feature: 'b', value: 4, logOdds: -12 },
          { feature: 'a', value: 2, logOdds: 2 },
          { feature: BIAS, value: 1, logOdds: 0.5 },
        ],
        method: 'exact',
        permutations: 2,
        standardErrors: [0, 0, 0],
      },
    ]);
  });

  it('of no evidence is the bias alone', async () => {
    const [explanation] = await explainRows(model, new Float32Array(3));
    expect(explanation).toMatchObject({ contributions: [{ feature: BIAS, value: 1, logOdds: 0.5 }], method: 'exact' });
  });

  it('is exact from one pair, also when its log-odds are rounded to float32', async () => {
    const weightOf = (column: number) => Math.sin(column) * 10 ** ((column % 5) - 2);
    const exact = additiveModel(standardFeatures(['device']), weightOf, 0.25);
    const rounding = {
      ...exact,
      logOdds: async (rows: Float32Array) => Float32Array.from(await exact.logOdds(rows)),
    };
    await fc.assert(
      fc.asyncProperty(nBestList(), async (list) => {
        const rows = exact.schema.extract(list);
        const logOdds = await rounding.logOdds(rows);
        for (const [row, explanation] of (await explainRows(rounding, rows)).entries()) {
          expect([explanation.method, explanation.permutations]).toEqual(['exact', 2]);
          expect(sumOf(explanation)).toBeCloseTo(logOdds[row]!, 9);
          const largest = Math.max(1, ...explanation.contributions.map((share) => Math.abs(share.logOdds)));
          for (const { feature: name, value, logOdds: share } of explanation.contributions.slice(0, -1)) {
            const expected = value * weightOf(exact.schema.columns.indexOf(name));
            expect(Math.abs(share - expected)).toBeLessThan(1e-5 * largest);
          }
        }
      }),
    );
  });
});
