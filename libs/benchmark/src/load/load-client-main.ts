import { serveFunction } from '../remote-function';
import { CALLERS } from './callers';
import { runLoad, type Send } from './load';
import type { Caller, LoadOrder, LoadOutcome } from './load-client';

/** So many of the last answers are handed back, for whoever wants to know what was answered. */
const KEPT_ANSWERS = 16;

const connect = CALLERS[process.argv[2] as Caller];

serveFunction(async ({ target, load }: LoadOrder): Promise<LoadOutcome> => {
  const answers = new Map<number, Uint8Array>();
  let failure = 'none was made';
  const call = await connect(target);
  const send: Send = async (i) => {
    try {
      answers.set(i % KEPT_ANSWERS, await call(i));
    } catch (error) {
      failure = (error as Error).message;
      throw error;
    }
  };
  const report = await runLoad(load, send);
  if (report.answered === 0) throw new Error(`${target.address}${target.path}: no call was answered: ${failure}`);
  return { ...report, answers: [...answers.values()] };
});
