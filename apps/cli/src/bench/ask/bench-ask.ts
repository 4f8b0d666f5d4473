import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataFile } from '../../data-file';
import { printJson, say } from '../../output';
import { Progress } from '../../progress';
import type { Surroundings } from '../serve-targets';
import { type AskReport, askReport, describeAsk } from './ask-report';
import { startAskServices } from './ask-services';
import { AskSubject } from './ask-subject';
import { type AskDurations, measureAsks } from './measure-asks';
import { madeWishes } from './wishes';

export interface AskBenchFlags {
  readonly nlu?: string;
  readonly data?: string;
  readonly seed: number;
  readonly quick: boolean;
  readonly json: boolean;
}

const FULL: AskDurations = { rounds: 5, warmUp: 300, asks: 300 };
const QUICK: AskDurations = { rounds: 2, warmUp: 20, asks: 40 };

/** `bench ask`. */
export async function benchAsk({ json, ...flags }: AskBenchFlags): Promise<void> {
  const report = await measure(flags);
  if (json) printJson(report);
  else say(describeAsk(report));
}

async function measure({ nlu, data, seed, quick }: Omit<AskBenchFlags, 'json'>): Promise<AskReport> {
  // An ending by "exit" ends what was started too; a signal alone would leave the services.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const durations = quick ? QUICK : FULL;
  const wishes =
    data === undefined ? madeWishes(seed) : (await readDataFile(data)).lines.map(({ utterance }) => utterance);
  const surroundings: Surroundings = { started: [], folder: await mkdtemp(join(tmpdir(), 'tiebreak-bench-')) };
  const progress = new Progress('measuring');
  let subject: AskSubject | undefined;
  try {
    const services = await startAskServices(nlu, surroundings);
    subject = new AskSubject(services);
    return askReport(await measureAsks(subject, wishes, durations, progress.show));
  } finally {
    progress.end();
    subject?.close();
    await Promise.all(surroundings.started.map((service) => service.stop()));
    await rm(surroundings.folder, { recursive: true, force: true });
  }
}
