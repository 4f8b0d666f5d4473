import type { Command } from 'commander';
import { printJson, say } from '../output';

interface MatchFlags {
  readonly data: string;
  readonly indexes: string;
  readonly out: string;
  readonly json: boolean;
}

export function addMatch(program: Command): void {
  program
    .command('match')
    .summary('join lines to catalogues: entity signals of every hypothesis')
    .description(
      'Writes the lines as they are, with what the catalogues know of the names in each hypothesis as its signals: how near they come to titles and creators, and how popular those are. "tiebreak train --signals" makes features of them.',
    )
    .requiredOption('--data <file>', 'lines with hypotheses, JSONL or JSONL.gz')
    .requiredOption('--indexes <folder>', 'folder of indexes made by "tiebreak index", each called as its domain')
    .requiredOption('--out <file>', 'where the lines go, gzipped if it ends in .gz')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak match --data train.jsonl.gz --indexes indexes --out joined.jsonl.gz\n  npx tiebreak index --from films.jsonl.gz --domain Video --type film --encoder none --out indexes/Video\n  npx tiebreak train --domain Video --data joined.jsonl.gz --dev joined-dev.jsonl.gz --signals entity_match,entity_popularity --out model',
    )
    .action(run);
}

async function run({ data, indexes, out, json }: MatchFlags): Promise<void> {
  const { matchLines } = await import('../matching/match-lines');
  const matched = await matchLines(data, indexes, out);
  if (json) {
    printJson({ out, ...matched });
    return;
  }
  const { lines, hypotheses, withSignals, withoutIndex } = matched;
  say(`wrote ${lines} lines to ${out}; ${withSignals} of ${hypotheses} hypotheses have signals`);
  if (withoutIndex.length > 0) say(`${indexes}: no index of ${withoutIndex.join(', ')}, whose hypotheses have none`);
}
