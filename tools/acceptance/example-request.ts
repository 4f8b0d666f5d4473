import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolveRequest } from '@tiebreak/aggregation';
import { readLabelledUtterance } from '@tiebreak/interpretation';
import { WORKSPACE } from './data';

const [first] = readFileSync(join(WORKSPACE, 'examples/play-mary-poppins.jsonl'), 'utf8').split('\n');
const reading = readLabelledUtterance(JSON.parse(first!));

/** "Play Mary Poppins", all three domains' hypotheses. */
export function exampleRequest(): ResolveRequest {
  if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
  return { ...reading.value, requestId: '', explain: false, upstreamVersions: {} };
}
