import { type Command, InvalidArgumentError } from 'commander';
import type { IndexFlags } from '../search/index-catalogue';

export function addIndex(program: Command): void {
  program
    .command('index')
    .summary('make a search index of a catalogue')
    .description(
      'Reads a catalogue, CSV or JSON lines, gzipped or not, and makes a search index of it. A service that has the folder open goes on with the index before until the new one is finished. With --upsert or --remove, changes the index that is there.',
    )
    .option('--from <file>', 'the catalogue')
    .option('--fields <mapping>', 'FIELD=COLUMN,... or a JSON file, when columns are not called as fields are')
    .requiredOption('--out <folder>', 'where the index is, or will be')
    .option('--domain <name>', 'of entities that do not say theirs', 'Catalogue')
    .option('--type <name>', 'of entities that do not say theirs', 'document')
    .option('--encoder <name>', 'makes vectors: sentence, hashed, none or transformers:FOLDER', encoderName, 'sentence')
    .option('--upsert', 'add to the index that is there, replacing entities of the same id', false)
    .option('--remove <file>', 'remove entities from the index that is there, an id a line')
    .option('--skip-duplicates', 'leave out entities whose id came before, instead of refusing', false)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak index --from films.jsonl.gz --fields title=title,tags=genres,popularity=ratings --domain Video --type film --out films\n  npx tiebreak index --from new-films.csv --upsert --out films',
    )
    .action(async (flags: IndexFlags) => {
      const { indexCatalogue } = await import('../search/index-catalogue');
      await indexCatalogue(flags);
    });
}

function encoderName(name: string): string {
  if (!/^(sentence|hashed|none|transformers:.+)$/.test(name))
    throw new InvalidArgumentError('expected sentence, hashed, none or transformers:FOLDER.');
  return name;
}
