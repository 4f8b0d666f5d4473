import { readFile } from 'node:fs/promises';
import { Refusal, refusing } from '../refusal';

/** Reads a list of utterances, UTF-8 text with one a line, each as it stands in data lines; empty lines are skipped. */
export async function readFrequentUtterances(path: string): Promise<ReadonlySet<string>> {
  const bytes = await readFile(path).catch(refusing(path, 'a readable file'));
  const utterances = new Set(
    decode(path, bytes)
      .split(/\r?\n/)
      .filter((line) => line !== ''),
  );
  if (utterances.size === 0) throw new Refusal(`${path}: expected at least one utterance, a line each, got none`);
  return utterances;
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${path}: expected UTF-8, got bytes that are not`);
  }
}
