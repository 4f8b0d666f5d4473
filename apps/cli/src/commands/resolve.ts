import { toDecision } from '@tiebreak/protocol';
import type { Command } from 'commander';
import { readDataFile } from '../data-file';
import { loadAggregator } from '../in-process';
import { say } from '../output';
import { Progress } from '../progress';
import { rankedIndices } from '../ranked-indices';
import { writeLines } from '../write-lines';

interface ResolveFlags {
  readonly data: string;
  readonly models: string;
  readonly out?: string;
}

export function addResolve(program: Command): void {
  program
    .command('resolve')
    .summary("write the aggregator's answer for every line")
    .description(
      "Writes the aggregator's answer for every line, computed in this process, as JSONL: {id, ranked: [{index, score}], decision}.",
    )
    .requiredOption('--data <file>', 'lines, JSONL or JSONL.gz; truth is not needed')
    .requiredOption('--models <folder>', 'folder with model bundles, three levels deep at most')
    .option('--out <file>', 'where the answers go, gzipped if it ends in .gz; stdout without it')
    .addHelpText('after', '\nExample:\n  npx tiebreak resolve --data dev.jsonl.gz --models apps --out answers.jsonl')
    .action(run);
}

async function run({ data, models, out }: ResolveFlags): Promise<void> {
  const { lines } = await readDataFile(data);
  const aggregator = await loadAggregator(models);
  const progress = new Progress('resolving');
  const answers: object[] = [];
  for (const line of lines) {
    const resolution = await aggregator.resolve(line);
    answers.push({
      id: line.id,
      ranked: rankedIndices(line, resolution),
      decision: toDecision(resolution.decision),
    });
    progress.show(answers.length / lines.length);
  }
  progress.end();
  if (out === undefined) {
    process.stdout.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
    return;
  }
  await writeLines(out, answers);
  say(`wrote ${answers.length} answers to ${out}`);
}
