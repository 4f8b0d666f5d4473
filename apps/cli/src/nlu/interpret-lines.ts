import { rename, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describeViolation, FieldReader, readUtterance } from '@tiebreak/interpretation';
import type { NluBundle } from '@tiebreak/nlu-model';
import { Progress } from '../progress';
import { Refusal, refusing } from '../refusal';
import { readJsonLines } from './json-lines';

/**
 * Writes every line of a file with the hypotheses of the given bundles; all else on it stays.
 * @returns how many lines
 * @throws Refusal naming file, line, field, expected and actual of the first line that is wrong; then nothing is written
 */
export async function interpretLines(
  data: string,
  bundles: readonly NluBundle[],
  nBest: number,
  out: string,
): Promise<number> {
  const progress = new Progress('interpreting');
  const written: string[] = [];
  for await (const { place, json } of readJsonLines(data, { onProgress: progress.show })) {
    const { utterance, line } = readLine(json, place);
    const hypotheses = bundles.flatMap(({ nlu }) => nlu.interpret(utterance, nBest));
    // As data lines have them: what is empty is left out.
    const lean = hypotheses.map(({ domain, intent, slots, scores }) => ({
      domain,
      intent,
      slots: slots.map(({ name, value, start, end, confidence }) => ({ name, value, start, end, confidence })),
      scores,
    }));
    const { truth, ...rest } = line;
    written.push(`${JSON.stringify({ ...rest, hypotheses: lean, ...(truth === undefined ? {} : { truth }) })}\n`);
  }
  progress.end();
  const text = written.join('');
  await writeWhole(out, out.endsWith('.gz') ? gzipSync(text) : text).catch(refusing(out, 'a file that can be written'));
  return written.length;
}

function readLine(json: unknown, place: string): { utterance: string; line: Readonly<Record<string, unknown>> } {
  const reader = new FieldReader();
  const line = reader.object(json);
  const { utterance } = readUtterance(reader, line, 'required');
  if (utterance !== '' && utterance.trim() === '') reader.reject('utterance', 'words', utterance);
  if (reader.violations.length > 0)
    throw new Refusal(reader.violations.map((violation) => `${place}: ${describeViolation(violation)}`).join('\n'));
  return { utterance, line };
}

/** Written beside and moved, so that a half-written file never stands under the asked name. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, content);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
