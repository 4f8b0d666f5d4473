import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LineOutcome, lineOutcome, type RankedIndex } from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import type { ModelKind } from '@tiebreak/training';
import { tiebreak } from '../tiebreak';
import { DOMAINS } from '../training-jobs';

/** Files of joined lines to train and to choose on. */
export interface JoinedFiles {
  readonly train: string;
  readonly dev: string;
}

/** Trains every domain with these signals as features, as a user would. @returns the folder of the bundles */
export async function trainWithSignals(
  kind: ModelKind,
  signals: readonly string[],
  { train, dev }: JoinedFiles,
  out: string,
): Promise<string> {
  const flags = signals.length === 0 ? [] : ['--signals', signals.join(',')];
  for (const domain of DOMAINS)
    await tiebreak(
      ...['train', '--domain', domain, '--kind', kind, '--data', train, '--dev', dev],
      ...['--out', join(out, domain), ...flags],
    );
  return out;
}

/** What the merge of a folder's bundles makes of lines. */
export async function outcomesOf(
  models: string,
  file: string,
  lines: readonly ReferenceUtterance[],
): Promise<LineOutcome[]> {
  const out = join(models, 'resolved.jsonl');
  await tiebreak('resolve', '--data', file, '--models', models, '--out', out);
  const answers = readFileSync(out, 'utf8').trim().split('\n');
  return lines.map((line, i) => {
    const { ranked } = JSON.parse(answers[i]!) as { readonly ranked: readonly RankedIndex[] };
    return lineOutcome(line, ranked)!;
  });
}
