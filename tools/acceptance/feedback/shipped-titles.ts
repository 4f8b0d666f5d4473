import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '../data';

/** Titles in a catalogue that the search app ships. @param name of its file, without its ending */
export function shippedTitles(name: string): string[] {
  const file = join(WORKSPACE, 'apps/search/catalogue', `${name}.jsonl`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { title: string }).title);
}
