import { setTimeout as sleep } from 'node:timers/promises';
import type { Hypothesis } from '@tiebreak/interpretation';
import type { wire } from '@tiebreak/protocol';
import { startAggregatorProcess, startDomain } from './app-processes';
import { FULL_SIZE } from './data';
import { REQUESTS_PER_SECOND, statusOf, SteadyLoad } from './steady-load';

const RECOVERY_MS = 2_000;
const ROUNDS = FULL_SIZE ? 10 : 2;
const VICTIM = 'Music';

describe('one domain process killed under load', () => {
  it(`fails no request, moves no other score, and is back within ${RECOVERY_MS} ms of serving again, ${ROUNDS} times`, async () => {
    const domains = new Map(
      await Promise.all(
        ['Books', 'Music', 'Video'].map(async (domain) => [domain, await startDomain(domain, 0)] as const),
      ),
    );
    const aggregator = await startAggregatorProcess(
      Object.fromEntries([...domains].map(([domain, { ports }]) => [domain, `127.0.0.1:${ports[0]!}`])),
    );
    const load = new SteadyLoad(`127.0.0.1:${aggregator.ports[0]!}`);
    await load.warmUp();
    load.start();

    const recoveries: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(2_000);
      const port = domains.get(VICTIM)!.ports[0]!;
      await domains.get(VICTIM)!.stop('SIGKILL');
      await sleep(2_000);
      domains.set(VICTIM, await startDomain(VICTIM, port));
      const servesAgain = performance.now();
      await sleep(RECOVERY_MS + 1_000);
      const back = load.answers.find(
        (answer) => answer.sentAt > servesAgain && statusOf(answer, VICTIM) === 'DOMAIN_STATUS_RANKED',
      );
      recoveries.push((back?.sentAt ?? Infinity) - servesAgain);
    }
    const answers = await load.stop();
    await Promise.all([aggregator, ...domains.values()].map((service) => service.stop()));

    const down = answers.filter((answer) => statusOf(answer, VICTIM) !== 'DOMAIN_STATUS_RANKED');
    const scores = new Set(answers.map(({ response }) => scoresOfOthers(response)));
    console.log(
      `${answers.length} requests, ${down.length} with ${VICTIM} down; back after ${recoveries.map((ms) => ms.toFixed(0)).join(', ')} ms`,
    );
    expect(answers.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(down.length).toBeGreaterThan(REQUESTS_PER_SECOND * ROUNDS);
    for (const { response } of down) {
      expect(response!.outcomes.find(({ domain }) => domain === VICTIM)!.error).not.toBe('');
      expect(response!.ranked.every(({ hypothesis, fallback }) => fallback === (hypothesis!.domain === VICTIM))).toBe(
        true,
      );
    }
    expect(scores.size).toBe(1);
    for (const recovery of recoveries) expect(recovery).toBeLessThanOrEqual(RECOVERY_MS);
  }, 300_000);
});

/** The healthy domains' scores, to the bit. A late answer of theirs would show as a fallback and so as another text. */
function scoresOfOthers(response: wire.ResolveResponse | undefined): string {
  const others = (response?.ranked ?? []).filter(({ hypothesis }) => hypothesis!.domain !== VICTIM);
  return JSON.stringify(others.map(({ hypothesis, score }) => [(hypothesis as Hypothesis).id, score]));
}
