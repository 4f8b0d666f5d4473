import { WorkerThread } from '../src/index';
import type { Arithmetic } from './arithmetic.worker';

const MODULE = new URL('./arithmetic.worker.ts', import.meta.url);

describe('a worker thread', () => {
  let worker: WorkerThread<Arithmetic>;
  beforeEach(() => {
    worker = new WorkerThread<Arithmetic>(MODULE, {});
  });
  afterEach(() => worker.close());

  it('answers each of many questions with its own result', async () => {
    const numbers = Array.from({ length: 50 }, (_, i) => i);
    expect(await Promise.all(numbers.map((i) => worker.call('add', [i, 1])))).toEqual(numbers.map((i) => i + 1));
  });

  it('tells what a function threw, and goes on', async () => {
    await expect(worker.call('fail', 'not today')).rejects.toThrow('not today');
    expect(await worker.call('add', [2, 3])).toBe(5);
  });

  it('leaves the event loop free', async () => {
    await worker.call('add', [0, 0]);
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    await worker.call('spin', 200);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  it('rejects what was asked when it ends, and starts anew at the next question', async () => {
    await expect(worker.call('die', undefined)).rejects.toThrow('the worker thread has ended: a fault');
    expect(await worker.call('add', [1, 1])).toBe(2);
  });

  it('answers with the reason when it could not be opened', async () => {
    const broken = new WorkerThread<Arithmetic>(MODULE, { broken: 'no such index' });
    await expect(broken.call('add', [1, 1])).rejects.toThrow('no such index');
    await broken.close();
  });

  it('refuses after it was closed', async () => {
    await worker.call('add', [1, 1]);
    await worker.close();
    await expect(worker.call('add', [1, 1])).rejects.toThrow('closed');
  });
});
