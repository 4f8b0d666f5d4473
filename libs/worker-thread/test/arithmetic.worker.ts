import { serveWorker } from '../src/index';

const functions = {
  add: ([a, b]: readonly [number, number]) => a + b,
  fail: (message: string) => {
    throw new RangeError(message);
  },
  die: () => {
    // As a fault in native code would: without an answer.
    setTimeout(() => {
      throw new Error('a fault');
    });
    return new Promise<never>(() => undefined);
  },
  spin: (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end;);
    return ms;
  },
};

export type Arithmetic = typeof functions;

serveWorker(({ broken }: { broken?: string }) => {
  if (broken !== undefined) throw new Error(broken);
  return functions;
});
