import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '@tiebreak/configuration';

export const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));
const SHARED = join(WORKSPACE, '../shared');

/** Data of which each acceptance names the files that it needs. */
export const SHARED_DATA = join(SHARED, 'data');

/** The n-best data that acceptance measures on; it stands beside a checkout and is no part of the project. */
export const NBEST = {
  train: join(SHARED, 'data/nbest/reranker-train.jsonl.gz'),
  dev: join(SHARED, 'data/nbest/reranker-dev.jsonl.gz'),
  test: join(SHARED, 'data/nbest/test.jsonl.gz'),
};

/** An independent scorer of rankings, in Python. */
export const SCORER = join(SHARED, 'check/score.py');

/** Choices of a bandit over items of a shop, with propensities. */
export const OPEN_BANDIT = join(SHARED, 'data/feedback/open-bandit/bts/men.csv.gz');

/** `describe`, or, where the data is missing, a skipped `describe` that says so by name. */
export function describeWithData(
  title: string,
  body: () => void,
  needed: readonly string[] = [...Object.values(NBEST), SCORER],
): void {
  const missing = needed.filter((file) => !existsSync(file));
  if (missing.length === 0) describe(title, body);
  else describe.skip(`${title} (needs ${missing.join(', ')})`, body);
}

/** Whether the run is of full size, whose figures go into docs/results.md, or of the size for CI. */
export const FULL_SIZE = environment().TIEBREAK_ACCEPTANCE === 'full';
