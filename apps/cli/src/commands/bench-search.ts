import { type Command, InvalidArgumentError } from 'commander';
import type { SearchBenchFlags } from '../bench/search/bench-search';
import { wholeNumber } from '../whole-number';

const ENTITIES = 100_000;
/** Fewer would hold too few words to draw queries from; more would not fit. */
const [FEWEST, MOST] = [100, 10_000_000];
export function addBenchSearch(bench: Command): void {
  bench
    .command('search')
    .summary('measure a whole search beside its floors')
    .description(
      'Makes an index of the public catalogues that stand beside the checkout, filled up with made-up entities, and measures whole searches of it (five strategies at depth 50, 150 candidates ranked by boosted trees) at 1, 8 and 32 in flight, beside FTS5 alone and nearest neighbours alone in the same run. Queries are drawn by Zipf from titles, tags and words, with words that stand in half of the catalogue. Takes about two minutes.',
    )
    .option('--entities <count>', 'entities in the index', entityCount, ENTITIES)
    .option('--seed <number>', 'of made-up entities and queries', wholeNumber, 1)
    .option('--quick', 'fewer queries, for a first look: too few for figures to rely on', false)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak bench search\n  npx tiebreak bench search --entities 10000 --quick --json',
    )
    .action(async (flags: SearchBenchFlags) => {
      const { benchSearch } = await import('../bench/search/bench-search');
      await benchSearch(flags);
    });
}

function entityCount(text: string): number {
  const count = wholeNumber(text);
  if (count < FEWEST || count > MOST) throw new InvalidArgumentError(`expected ${FEWEST} to ${MOST}, got ${text}`);
  return count;
}
