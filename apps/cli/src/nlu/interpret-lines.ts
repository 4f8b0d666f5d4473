import { FieldReader, readUtterance } from '@tiebreak/interpretation';
import type { NluBundle } from '@tiebreak/nlu-model';
import { Progress } from '../progress';
import { refuseViolations } from '../refusal';
import { writeLines } from '../write-lines';
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
  const interpreted = async function* (): AsyncGenerator<object> {
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
      yield { ...rest, hypotheses: lean, ...(truth === undefined ? {} : { truth }) };
    }
  };
  try {
    return await writeLines(out, interpreted());
  } finally {
    progress.end();
  }
}

function readLine(json: unknown, place: string): { utterance: string; line: Readonly<Record<string, unknown>> } {
  const reader = new FieldReader();
  const line = reader.object(json);
  const { utterance } = readUtterance(reader, line, 'required');
  if (utterance !== '' && utterance.trim() === '') reader.reject('utterance', 'words', utterance);
  if (reader.violations.length > 0) refuseViolations(place, reader.violations);
  return { utterance, line };
}
