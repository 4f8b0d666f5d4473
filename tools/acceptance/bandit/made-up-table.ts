import { type QueryTable, type TableQuery } from '@tiebreak/bandit';
import { type Random, seededRandom } from '@tiebreak/statistics';

const STRATEGIES = ['lexical', 'fuzzy', 'structured', 'semantic', 'sparse', 'memory'];
/** Milliseconds, as measured on indexes of some ten thousand entities. */
const LATENCIES = [2, 3, 1, 6, 3, 0.5];

/** A kind of query: how well each strategy does on it, and what it looks like. */
interface Kind {
  readonly name: string;
  /** Log-odds that each strategy has the entity within 100. */
  readonly reach: readonly number[];
  /** Lists' ranks are 100^(u^peak), u uniform: above 1, entities stand further up. */
  readonly peak: number;
  readonly words: readonly [mean: number, deviation: number];
  /** Probabilities that the words are taken for a topic, and that a constraint is understood. */
  readonly topic: number;
  readonly slot: number;
  /** Probability that a word is not in the catalogue. */
  readonly unknown: number;
}

const KINDS: readonly Kind[] = [
  { name: 'titles', reach: [4, 3.5, 0, 0.5, 2, 0], peak: 3, words: [2.5, 1.2], topic: 0.1, slot: 0.3, unknown: 0.02 },
  {
    name: 'typos',
    reach: [-1, 3, -2, -0.8, -1.2, -1.5],
    peak: 2.5,
    words: [2.5, 1.2],
    topic: 0.15,
    slot: 0.1,
    unknown: 0.5,
  },
  {
    name: 'judgements',
    reach: [-0.3, -0.8, 0, 1.2, 0.4, -0.5],
    peak: 0.8,
    words: [5, 2],
    topic: 0.8,
    slot: 0.4,
    unknown: 0.08,
  },
  {
    name: 'tags',
    reach: [-0.5, -1, 1.2, 0.3, 1, 0.5],
    peak: 0.6,
    words: [1.5, 0.7],
    topic: 0.85,
    slot: 0.6,
    unknown: 0.03,
  },
  {
    name: 'shelves',
    reach: [-1, -1.5, 0.3, 0.2, 0.2, 1],
    peak: 0.6,
    words: [2, 1],
    topic: 0.7,
    slot: 0.3,
    unknown: 0.1,
  },
];

/** How far strategies go together: all of them by the query's difficulty, and those that match words by the words. */
const DIFFICULTY = 0.9;
const WORDS = 1.1;
const MATCH_WORDS = [1, 0.8, 0.2, 0, 0.7, 0];

/**
 * A table as real indexes would give it, made up: kinds of queries that other strategies are good at, lists that overlap,
 * features that hint at the kind and do not tell it. No policy had a say in its numbers.
 */
export function madeUpTable(queries: number, seed: number): QueryTable {
  const random = seededRandom(seed);
  return {
    space: {
      strategies: STRATEGIES,
      queryFeatures: ['words', 'topic', 'slots', 'unknown_words', 'language_known', 'history', 'device_voice'],
      strategyFeatures: ['expected_results'],
    },
    queries: Array.from({ length: queries }, (_, i) => makeUp(`q${i}`, KINDS[i % KINDS.length]!, random)),
  };
}

function makeUp(id: string, kind: Kind, random: Random): TableQuery {
  const words = Math.max(1, Math.round(kind.words[0] + kind.words[1] * random.normal()));
  const unknown = Array.from({ length: words }, () => random.uniform()).filter((u) => u < kind.unknown).length / words;
  const slots = [0, 1, 2].filter(() => random.uniform() < kind.slot).length;
  const history = Math.min(1, random.uniform() * 1.3);
  const voice = random.uniform() < 0.3 ? 1 : 0;
  const [difficulty, wording] = [random.normal(), random.normal()];
  const effects = [
    -2 * unknown,
    0.3 * voice - 0.05 * words,
    0.8 * slots - 0.6,
    0.15 * (words - 3),
    -1.5 * unknown,
    1.5 * (history - 0.5) - 0.5 * unknown,
  ];
  const ranks = STRATEGIES.map((_, s) => {
    const z = kind.reach[s]! + effects[s]! - DIFFICULTY * difficulty - WORDS * MATCH_WORDS[s]! * wording;
    if (random.uniform() >= 1 / (1 + Math.exp(-z))) return 0;
    // What is easily reached stands further up.
    const peak = kind.peak * Math.exp(0.15 * z);
    return Math.max(1, Math.ceil(100 ** (random.uniform() ** peak)));
  });
  const language = random.uniform() < 0.7 ? 1 : 0;
  const expected = STRATEGIES.map((_, s) => (s === 2 ? (slots > 0 ? 0.5 : -0.5) : s === 0 ? 0.5 - unknown : 0));
  return {
    id,
    kind: kind.name,
    context: {
      query: [words / 5 - 0.5, random.uniform() < kind.topic ? 1 : 0, slots / 3, unknown, language, history, voice],
      strategies: expected.map((results) => [results]),
      latencies: LATENCIES,
    },
    ranks,
  };
}

/** A table as a file of `tiebreak simulate` has it. */
export function tableFile({ space, queries }: QueryTable): string {
  const named = (names: readonly string[], values: readonly number[]): Record<string, number> =>
    Object.fromEntries(names.map((name, i) => [name, values[i]!]));
  return queries
    .map(({ id, kind, group, context, ranks }) =>
      JSON.stringify({
        ...{
          id,
          kind,
          ...(group === undefined ? {} : { group }),
          features: named(space.queryFeatures, context.query),
          ranks: named(space.strategies, ranks),
        },
        latencies: named(space.strategies, context.latencies),
        strategyFeatures: Object.fromEntries(
          space.strategies.map((name, s) => [name, named(space.strategyFeatures, context.strategies[s]!)]),
        ),
      }),
    )
    .join('\n');
}
