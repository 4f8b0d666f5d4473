import { type Command, InvalidArgumentError, Option } from 'commander';
import { FUSION_NAMES } from '../search/fusion-names';
import type { SearchFlags } from '../search/search-by-query';
import { wholeNumber } from '../whole-number';

export function addSearch(program: Command): void {
  program
    .command('search')
    .summary('find songs, books and films; or search an index by many queries')
    .description(
      'With a query, searches the shipped catalogues and shows what was found, and by which strategies. With --queries, searches an index by each query of a file, and writes the results as evaluation tools of TREC read them.',
    )
    .argument('[query]', 'what to look for in the shipped catalogues')
    .option('--domain <name>', 'one of them: Music, Books or Video')
    .option('--device <name>', 'that it is asked on', '')
    .option('--limit <number>', 'results to show, 1 to 100', limitOf, 5)
    .option('--explain', 'say why the first result is first', false)
    .option('--index <folder>', 'made by "tiebreak index"')
    .option('--queries <file>', 'JSON lines {id, text}, gzipped or not')
    .option('--strategies <names>', 'how candidates are found: lexical, fuzzy, ...', names, ['lexical', 'semantic'])
    .addOption(new Option('--fusion <name>', 'how lists become one').choices([...FUSION_NAMES]).default('minmax'))
    .option('--weights <weights>', 'of strategies that do not count 1: semantic=0.3,...', weightsOf, {})
    .option('--depth <number>', 'candidates of each strategy, and results of a query', wholeNumber, 100)
    .option('--out <file>', 'the results')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak search "dune" --domain Books\n  npx tiebreak search --index films --queries queries.jsonl --strategies lexical,semantic --weights semantic=0.3 --out run.txt',
    )
    .action(async (query: string | undefined, flags: SearchFlags) => {
      const { searchByQuery } = await import('../search/search-by-query');
      await searchByQuery(query, flags);
    });
}

function limitOf(text: string): number {
  const limit = wholeNumber(text);
  if (limit < 1 || limit > 100) throw new InvalidArgumentError('expected a whole number from 1 to 100.');
  return limit;
}

function names(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}

function weightsOf(list: string): Record<string, number> {
  return Object.fromEntries(
    list.split(',').map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      const weight = Number(value);
      if (value === '' || !(weight >= 0 && weight < Infinity))
        throw new InvalidArgumentError(`expected STRATEGY=NUMBER,... with numbers of at least 0, got "${pair}".`);
      return [name.trim(), weight];
    }),
  );
}
