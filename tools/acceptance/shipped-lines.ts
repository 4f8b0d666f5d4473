import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { NBEST, SHARED_DATA } from './data';
import { tiebreak } from './tiebreak';

/** The public lines that an NLU is trained on: no hypotheses, and slots that say where they stand. */
export const NLU_TRAIN = join(SHARED_DATA, 'nbest/nlu-train.jsonl.gz');

/** How many tie lines of each part the shipped models were trained and chosen on. */
const TIE_LINES = { nlu: 2_500, train: 1_200, dev: 600 } as const;

/** What is asked of the shipped models, and so never drawn. */
const ASKED = ['sayings', 'lines'].map((name) => `tools/acceptance/asked/${name}.jsonl`);

/**
 * Makes the file that the shipped NLU was trained on, by the commands that docs/how-to/train-the-reference-nlu.md names.
 * @param folder where it goes
 */
export async function makeNluLines(folder: string): Promise<{ readonly nlu: string }> {
  const [said, nlu] = [join(folder, 'said-nlu.jsonl.gz'), join(folder, 'nlu.jsonl.gz')];
  await drawTies('nlu', said);
  // Gzipped files one after the other are one gzipped file.
  await writeFile(nlu, Buffer.concat(await Promise.all([NLU_TRAIN, said].map((file) => readFile(file)))));
  return { nlu };
}

/**
 * Makes the files that the shipped re-rankers were trained and chosen on: of every two utterances of the public data the list
 * of one as it came, and of the other that of the shipped NLU; then its lists of tie lines.
 * @param folder where they go
 */
export async function makeRerankerLines(folder: string): Promise<Record<'train' | 'dev', string>> {
  const path = (name: string): string => join(folder, `${name}.jsonl.gz`);
  const interpret = (data: string, out: string): Promise<string> =>
    tiebreak('interpret', '--data', data, '--models', 'apps/nlu/model', '--out', out);
  for (const part of ['train', 'dev'] as const) {
    await drawTies(part, path(`said-${part}`));
    await interpret(path(`said-${part}`), path(`ties-${part}`));
    await interpret(NBEST[part], path(`heard-${part}`));
    const [came, heard, ties] = await Promise.all(
      [NBEST[part], path(`heard-${part}`), path(`ties-${part}`)].map(linesOf),
    );
    const lines = [...came!.filter((_, i) => i % 2 === 0), ...heard!.filter((_, i) => i % 2 === 1), ...ties!];
    await writeFile(path(part), gzipSync(lines.map((line) => `${line}\n`).join('')));
  }
  return { train: path('train'), dev: path('dev') };
}

async function drawTies(part: keyof typeof TIE_LINES, out: string): Promise<void> {
  const count = String(TIE_LINES[part]);
  // An NLU has to hear of songs that are nothing but songs, or it takes whatever is played for a film.
  const titles = part === 'nlu' ? 'all' : 'shared';
  const flags = ['--part', part, '--titles', titles, '--lines', count, '--out', out];
  await tiebreak('tie-lines', ...flags, '--without', ...ASKED);
}

async function linesOf(file: string): Promise<string[]> {
  return gunzipSync(await readFile(file))
    .toString()
    .trim()
    .split('\n');
}
