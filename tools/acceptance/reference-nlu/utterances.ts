import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The utterances of the first lines of a gzipped data file. */
export function readUtterances(file: string, count: number): string[] {
  return gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .slice(0, count)
    .map((text) => (JSON.parse(text) as { utterance: string }).utterance);
}
