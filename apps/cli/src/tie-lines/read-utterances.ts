import { FieldReader, readUtterance } from '@tiebreak/interpretation';
import { sayTitle } from '@tiebreak/tie-lines';
import { readJsonLines } from '../nlu/json-lines';
import { refuseViolations } from '../refusal';

/** What is said in files of lines with an `utterance`, without capitals and punctuation. @throws Refusal */
export async function readUtterances(files: readonly string[]): Promise<ReadonlySet<string>> {
  const said = new Set<string>();
  for (const file of files)
    for await (const { place, json } of readJsonLines(file)) {
      const reader = new FieldReader();
      said.add(sayTitle(readUtterance(reader, reader.object(json), 'required').utterance));
      if (reader.violations.length > 0) refuseViolations(place, reader.violations);
    }
  return said;
}
