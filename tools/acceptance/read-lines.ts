import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type LabelledUtterance, readLabelledUtterance } from '@tiebreak/interpretation';

/** The lines of a gzipped data file. */
export function readLines(file: string): LabelledUtterance[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((text) => {
      const reading = readLabelledUtterance(JSON.parse(text));
      if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
      return reading.value;
    });
}
