import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@tiebreak/statistics';
import type { City, Replica } from './city';

/** Something that goes wrong with one replica; resolves when it is over and the replica serves again. */
type Fault = (city: City, replica: Replica, random: Random) => Promise<void>;

/** Longer than a caller waits. */
const HOLD_MS = 1_000;

/** What goes wrong, by the name that the report gives it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'killed at once': async (city, replica) => {
    await replica.process.stop('SIGKILL');
    await city.restart(replica);
  },
  'stopped, then continued': async (_city, { process: { pid } }) => {
    process.kill(pid, 'SIGSTOP');
    await sleep(HOLD_MS);
    process.kill(pid, 'SIGCONT');
  },
  'slow network': async (_city, { proxy }, random) => {
    proxy.slowDown(50 + random.integer(200));
    await sleep(HOLD_MS);
    proxy.slowDown(0);
  },
  'silent network': async (_city, { proxy }, random) => {
    proxy.fallSilent();
    await sleep(HOLD_MS);
    proxy.speakAgain(random.integer(2) === 0 ? 'late' : 'never');
  },
  'wrong certificate': async (city, replica) => {
    await replica.process.stop('SIGTERM');
    await city.restart(replica, 'wrong');
    await sleep(HOLD_MS);
    await replica.process.stop('SIGTERM');
    await city.restart(replica);
  },
  'corrupted bundle': async (city, replica) => {
    const refused = await city.activate(replica, 'corrupted').then(
      () => false,
      () => true,
    );
    if (!refused) throw new Error('a corrupted bundle was activated');
  },
  'full disk under the audit trail': (city, replica) => city.activate(replica, 'good'),
};
