import { parentPort, workerData } from 'node:worker_threads';
import type { Functions, Question, Reply, ToldError } from './messages';

/**
 * Makes this thread the worker that a `WorkerThread` asks. Questions are taken in the order in which they come; a
 * function that waits lets the next one begin.
 * @param open makes the functions from the data that the worker was started with; when it throws, every question is
 *   answered with that error
 */
export function serveWorker(open: (data: never) => Functions | Promise<Functions>): void {
  const port = parentPort!;
  const functions = Promise.resolve()
    .then(() => open(workerData as never))
    // Told with every answer below; not a rejection that nobody handles until then.
    .then(
      (opened) => () => opened,
      (error: unknown) => () => {
        throw error as Error;
      },
    );
  let leaving: Reply[] = [];
  const send = (): void => {
    port.postMessage(leaving);
    leaving = [];
  };
  const answer = ({ id, name, argument }: Question): void => {
    void functions
      .then((get) => get()[name]!(argument))
      .then(
        (result): Reply => ({ id, result }),
        (error: unknown): Reply => ({ id, error: told(error) }),
      )
      .then((reply) => {
        // Answers that are there at the same time wake the one who asked once.
        if (leaving.push(reply) === 1) queueMicrotask(send);
      });
  };
  port.on('message', (questions: readonly Question[]) => {
    questions.forEach(answer);
  });
}

function told(error: unknown): ToldError {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}
