import { probability } from '@tiebreak/interpretation';
import type { LoggedDecision } from '@tiebreak/live-calibration';
import { DecisionQueue } from './decision-queue';

/** As many as may wait, and as many as are written at once. */
const [MOST, BATCH] = [5_000, 500];

const decisions = (count: number): LoggedDecision[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ requestId: `r${i}`, decidedAt: i, utterance: undefined, locale: '' },
    ...{ context: { device: '', attributes: {} }, hypotheses: [], models: {} },
    decision: { kind: 'reject', options: [], probabilityRight: probability(0) },
  }));

/** A queue over a disk that writes nothing until it is let. */
function heldQueue() {
  const written: string[][] = [];
  const drops: [number, unknown][] = [];
  let write: (fails?: Error) => void = () => undefined;
  const queue = new DecisionQueue(
    {
      write: (batch) =>
        new Promise((resolve, reject) => {
          write = (fails) => {
            if (fails !== undefined) {
              reject(fails);
              return;
            }
            written.push(batch.map(({ requestId }) => requestId));
            resolve();
          };
        }),
    },
    (count, error) => drops.push([count, error]),
  );
  /** Lets the disk write what it was given last, and the queue give it more. */
  const turn = async (fails?: Error): Promise<void> => {
    write(fails);
    write = () => undefined;
    await new Promise(setImmediate);
  };
  return { queue, written, drops, turn };
}

describe('decisions that wait for the disk', () => {
  it('are written in their order, those of one turn together, and many in batches', async () => {
    const { queue, written, turn } = heldQueue();
    decisions(3).forEach((one) => {
      queue.add(one);
    });
    await turn();
    decisions(2 * BATCH + 1).forEach((one) => {
      queue.add(one);
    });
    for (let i = 0; i < 4; i++) await turn();
    await queue.idle();
    expect(written.map(({ length }) => length)).toEqual([3, BATCH, BATCH, 1]);
    expect(written.slice(1).flat()).toEqual(decisions(2 * BATCH + 1).map(({ requestId }) => requestId));
    expect(queue.dropped).toBe(0);
  });

  it('are dropped and counted when too many wait, and none once the disk has caught up', async () => {
    const { queue, written, drops, turn } = heldQueue();
    queue.add(decisions(1)[0]!);
    await turn();
    decisions(MOST + 7).forEach((one) => {
      queue.add(one);
    });
    expect([queue.dropped, drops]).toEqual([7, Array.from({ length: 7 }, () => [1, undefined])]);
    for (let i = 0; i <= MOST / BATCH; i++) await turn();
    await queue.idle();
    expect(written.flat()).toHaveLength(1 + MOST);
    // The first that came are kept: what overflows is the latest.
    expect(written.at(-1)!.at(-1)).toBe(`r${MOST - 1}`);
    queue.add(decisions(1)[0]!);
    await turn();
    await turn();
    expect([queue.dropped, written.flat().length]).toEqual([7, 2 + MOST]);
  });

  it('are dropped as a batch when it cannot be written, with the reason, and the next ones are tried', async () => {
    const { queue, written, drops, turn } = heldQueue();
    decisions(BATCH + 2).forEach((one) => {
      queue.add(one);
    });
    await turn();
    const full = new Error('the disk is full');
    await turn(full);
    await turn();
    await queue.idle();
    expect(drops).toEqual([[BATCH, full]]);
    expect([queue.dropped, written]).toEqual([BATCH, [[`r${BATCH}`, `r${BATCH + 1}`]]]);
  });
});
