import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { UnusableDatabase } from '@tiebreak/database';
import { openDecisionLog } from '@tiebreak/decision-log';
import type { DecisionLog } from '@tiebreak/live-calibration';
import { refusing, Refusal } from '../refusal';
import { dataLineOf } from './data-line';

/** Somebody waits at a terminal. */
const PATIENCE_MS = 3_000;
const PAGE = 500;

export interface ExportCounts {
  /** Outcomes in the log. */
  readonly outcomes: number;
  /** Those with a known truth, which were written. */
  readonly lines: number;
  /** Lines without the words that the user said. */
  readonly redacted: number;
}

/**
 * Writes every decision whose right hypothesis is known as a data line, in the order in which outcomes were reported.
 * @param out replaced as a whole, once everything is written; gzipped when it ends with .gz
 * @throws Refusal when the log cannot be used or the file cannot be written
 */
export async function exportOutcomes(place: string, out: string): Promise<ExportCounts> {
  const log = await openDecisionLog(place, { create: false, patienceMs: PATIENCE_MS }).catch((error: unknown) => {
    throw error instanceof UnusableDatabase ? new Refusal(error.message) : error;
  });
  const partial = `${out}.partial`;
  try {
    const counts = await write(log, partial, out.endsWith('.gz')).catch(refusing(out, 'a place for data lines'));
    await rename(partial, out);
    return counts;
  } finally {
    await rm(partial, { force: true });
    await log.close();
  }
}

async function write(log: DecisionLog, file: string, gzipped: boolean): Promise<ExportCounts> {
  const sink = createWriteStream(file);
  const done = finished(sink);
  const stream = gzipped ? createGzip() : sink;
  if (stream !== sink) stream.pipe(sink);
  const counts = { outcomes: 0, lines: 0, redacted: 0 };
  const writing = (async () => {
    for await (const outcome of outcomesOf(log)) {
      counts.outcomes++;
      const line = dataLineOf(outcome);
      if (line === undefined) continue;
      counts.lines++;
      if (outcome.decision.utterance === undefined) counts.redacted++;
      if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
    }
    stream.end();
  })();
  await Promise.all([writing, done]);
  return counts;
}

async function* outcomesOf(log: DecisionLog) {
  for (let after = 0; ;) {
    const { outcomes } = await log.read(after, PAGE);
    yield* outcomes;
    if (outcomes.length < PAGE) return;
    after = outcomes.at(-1)!.position;
  }
}
