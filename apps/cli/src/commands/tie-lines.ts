import { fileURLToPath } from 'node:url';
import { seededRandom } from '@tiebreak/statistics';
import { dealTitles, drawTieLines, isShared, saidTitles, TITLE_PARTS, type TitlePart } from '@tiebreak/tie-lines';
import { type Command, Option } from 'commander';
import { say } from '../output';
import { Refusal } from '../refusal';
import { ASKING_HABITS } from '../tie-lines/asking-habits';
import { readUtterances } from '../tie-lines/read-utterances';
import { readWorks } from '../tie-lines/read-works';
import { wholeNumber } from '../whole-number';
import { writeLines } from '../write-lines';

const SHIPPED = fileURLToPath(new URL('../../../search/catalogue/', import.meta.url));

interface TieLinesFlags {
  readonly part: TitlePart;
  readonly titles: 'shared' | 'all';
  readonly lines: number;
  readonly catalogues?: string;
  readonly without?: readonly string[];
  readonly out: string;
  readonly seed: number;
}

export function addTieLines(program: Command): void {
  program
    .command('tie-lines')
    .summary('draw lines over titles that live in several domains')
    .description(
      'Draws lines that ask for works by titles that several catalogues have. Who is meant follows from how popular the works are and from the device, by a law that docs/how-to/draw-tie-lines.md states. The lines say where their slots stand and have no hypotheses: interpret writes them.',
    )
    .addOption(
      new Option('--part <part>', 'whose titles; no title is in two parts').choices(TITLE_PARTS).makeOptionMandatory(),
    )
    .requiredOption('--lines <number>', 'how many', wholeNumber)
    .requiredOption('--out <file>', 'where the lines go, gzipped if it ends in .gz')
    .addOption(
      new Option('--titles <which>', 'those that works of several domains have, or those of one domain too')
        .choices(['shared', 'all'])
        .default('shared'),
    )
    .option('--catalogues <folder>', 'catalogues, one or more a domain; the shipped ones unless given')
    .option('--without <files...>', 'lines of JSON whose utterances are not drawn: those that models will be asked')
    .option('--seed <number>', 'decides every draw', wholeNumber, 1)
    .addHelpText('after', '\nExample:\n  npx tiebreak tie-lines --part test --lines 2000 --out ties.jsonl.gz')
    .action(run);
}

async function run({
  part,
  titles: which,
  lines: count,
  catalogues = SHIPPED,
  without = [],
  out,
  seed,
}: TieLinesFlags): Promise<void> {
  const titles = dealTitles(saidTitles(await readWorks(catalogues)), part).filter(
    (title) => which === 'all' || isShared(title),
  );
  if (titles.length === 0)
    throw new Refusal(`${catalogues}: expected enough titles for every part, got none that are ${which} for ${part}`);
  const lines = drawTieLines(titles, ASKING_HABITS, {
    count,
    name: `tie-${part}-${seed}`,
    random: seededRandom(seed),
    without: await readUtterances(without),
  });
  await writeLines(out, lines);
  say(`wrote ${lines.length} lines over ${titles.length} titles to ${out}`);
}
