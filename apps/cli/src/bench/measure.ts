import { type LoadClient, readUsage, rotated } from '@tiebreak/benchmark';
import { mean } from '@tiebreak/statistics';
import type { Subject } from './subjects';

/** How long each part takes. */
export interface Durations {
  readonly rounds: number;
  /** Calls that a subject answers first: the engine compiles what is called often, over several thousand calls. */
  readonly warmUpCalls: number;
  /** With many calls in flight. */
  readonly busyMs: number;
  /** With one call in flight. */
  readonly aloneMs: number;
  /** At half of capacity. */
  readonly halfMs: number;
  readonly inProcessMs: number;
}

/** What one round measured of one subject. */
export interface RoundFigures {
  /** CPU time that all its processes took for a call, in microseconds, with `IN_FLIGHT` calls in flight. */
  readonly cpuUs: number;
  /** The part of it that the process which was called took. */
  readonly ownCpuUs: number;
  /** Calls a second with so many in flight. */
  readonly capacity: number;
  /** With one call in flight, in milliseconds. */
  readonly p50Ms: number;
  /** With calls at even times, half as many as it can answer, in milliseconds from the time that each was planned for. */
  readonly p99Ms: number;
  /** How late the client itself was, 99 of 100 calls at most, in milliseconds; it is part of the latency above. */
  readonly latenessMs: number;
  /** Mean size of an encoded request, and of an answer, without what HTTP/2 adds. */
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** Calls that ended with an error, in all three. */
  readonly failed: number;
}

/** Callers at once, so that no process waits for work. */
export const IN_FLIGHT = 16;

const WARM_UP_STEP_MS = 250;

/** Every subject's figures, one a round. */
export type Measured = ReadonlyMap<Subject, readonly RoundFigures[]>;

/**
 * Warms every subject up, then measures all of them in every round, in rotated order.
 * @param afterRound what else belongs into a round
 * @throws Error when a call was answered without the models, because that is not what is measured
 */
export async function measureRounds(
  subjects: readonly Subject[],
  client: LoadClient,
  durations: Durations,
  afterRound: () => Promise<void>,
  onProgress: (share: number) => void,
): Promise<Measured> {
  const measured = new Map(subjects.map((subject) => [subject, [] as RoundFigures[]]));
  const steps = (durations.rounds + 1) * subjects.length;
  let done = 0;
  for (const { target } of subjects) {
    for (let calls = 0; calls < durations.warmUpCalls;)
      calls += (await client.run(target, { kind: 'closed', inFlight: IN_FLIGHT, ms: WARM_UP_STEP_MS })).answered;
    onProgress(++done / steps);
  }
  for (let round = 0; round < durations.rounds; round++) {
    for (const subject of rotated(subjects, round)) {
      measured.get(subject)!.push(await measureOnce(subject, client, durations));
      onProgress(++done / steps);
    }
    await afterRound();
  }
  return measured;
}

async function measureOnce(
  { name, target, processes, isWhole }: Subject,
  client: LoadClient,
  { busyMs, aloneMs, halfMs }: Durations,
): Promise<RoundFigures> {
  const cpuTimes = (): Promise<number[]> =>
    Promise.all(processes.map(async ({ pid }) => (await readUsage(pid)).cpuMs * 1_000));
  const before = await cpuTimes();
  const busy = await client.run(target, { kind: 'closed', inFlight: IN_FLIGHT, ms: busyMs });
  const spent = (await cpuTimes()).map((us, i) => us - before[i]!);
  const capacity = busy.answered / busy.seconds;
  const alone = await client.run(target, { kind: 'closed', inFlight: 1, ms: aloneMs });
  const half = await client.run(target, { kind: 'open', rate: capacity / 2, ms: halfMs });
  const loads = [busy, alone, half];
  if (isWhole !== undefined && !loads.every(({ answers }) => answers.every(isWhole)))
    throw new Error(`${name}: expected answers of all models, got some without`);
  return {
    cpuUs: spent.reduce((sum, us) => sum + us, 0) / busy.answered,
    ownCpuUs: spent[0]! / busy.answered,
    capacity,
    p50Ms: alone.latencies.p50,
    p99Ms: half.latencies.p99,
    latenessMs: half.lateness.p99,
    requestBytes: mean(target.requests.map(({ length }) => length)),
    replyBytes: mean(busy.answers.map(({ length }) => length)),
    failed: loads.reduce((sum, { failed }) => sum + failed, 0),
  };
}
