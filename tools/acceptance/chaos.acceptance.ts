import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@tiebreak/statistics';
import { City } from './chaos/city';
import { FAULTS } from './chaos/faults';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { type Answer, statusOf, SteadyLoad } from './steady-load';

const ROUNDS = FULL_SIZE ? 100 : 5;
const SEED = 20_261_121;
const RECOVERY_MS = 2_000;
const RANKED = 'DOMAIN_STATUS_RANKED';

interface Round {
  readonly fault: string;
  readonly domain: string;
  readonly from: number;
  /** When the fault was over. */
  readonly over: number;
  readonly until: number;
}

describe('domain processes that fail in every way', () => {
  it(`fail no request, change no other domain's score, and are back within ${RECOVERY_MS} ms, ${ROUNDS} times`, async () => {
    const city = await City.build();
    const load = new SteadyLoad(`127.0.0.1:${city.aggregator.ports[0]!}`, city.router);
    await load.warmUp();
    load.start();
    await sleep(1_000);

    const random = seededRandom(SEED);
    const names = Object.keys(FAULTS);
    const rounds: Round[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      // In every seven rounds each fault once.
      const fault = names[i % names.length]!;
      const replica = city.replicas[random.integer(city.replicas.length)]!;
      const from = performance.now();
      await FAULTS[fault]!(city, replica, random);
      const over = performance.now();
      await sleep(RECOVERY_MS + 500);
      rounds.push({ fault, domain: replica.domain, from, over, until: performance.now() });
    }
    const answers = await load.stop();
    await city.tearDown();

    const byFault = names.map((fault) => {
      const of = rounds.filter((round) => round.fault === fault);
      const during = of.flatMap((round) => answersIn(answers, round));
      const fallbacks = during.filter(({ response }) => response?.ranked.some(({ fallback }) => fallback)).length;
      const recoveries = of.map((round) => recoveryMs(answers, round)).sort((a, b) => a - b);
      return [fault, of.length, during.length, fallbacks, recoveries.at(-1)?.toFixed(0) ?? ''].map(String);
    });
    const table = markdownTable([
      ['fault', 'rounds', 'requests', 'of these with a fallback', 'longest recovery, ms'],
      ...byFault,
    ]);
    console.log(table);
    if (FULL_SIZE)
      await publish(
        'chaos',
        `${ROUNDS} rounds, seed ${SEED}: one of four domain processes fails under 50 requests a second with a deadline of 500 ms, every port with certificates. ${answers.length} requests, ${answers.filter(({ failure }) => failure !== undefined).length} failed.`,
        table,
      );

    expect(answers.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    // Whatever the models gave, they gave the same bits.
    expect(new Set(answers.flatMap(rankedScores)).size).toBe(answers[0]!.response!.ranked.length);
    for (const round of rounds) {
      for (const answer of answersIn(answers, round))
        for (const { domain, status } of answer.response!.outcomes)
          if (domain !== round.domain) expect([round.fault, domain, status]).toEqual([round.fault, domain, RANKED]);
      expect([round.fault, recoveryMs(answers, round)]).toEqual([round.fault, expect.any(Number)]);
      expect(recoveryMs(answers, round)).toBeLessThanOrEqual(RECOVERY_MS);
    }
  }, 1_800_000);
});

/** What was answered in a round; requests that the next fault met on their way belong to that. */
function answersIn(answers: readonly Answer[], { from, until }: Round): Answer[] {
  return answers.filter(({ sentAt, ms }) => sentAt + ms >= from && sentAt + ms < until);
}

/** Milliseconds from the end of a fault to the first request after which its domain ranks every one. */
function recoveryMs(answers: readonly Answer[], round: Round): number {
  const after = answersIn(answers, round).filter(({ sentAt }) => sentAt >= round.over);
  const last = after.findLastIndex((answer) => statusOf(answer, round.domain) !== RANKED);
  if (last === -1) return 0;
  return last === after.length - 1 ? Infinity : after[last + 1]!.sentAt - round.over;
}

/** The scores of an answer that models gave, each with its hypothesis. */
function rankedScores({ response }: Answer): string[] {
  return (response?.ranked ?? [])
    .filter(({ fallback }) => !fallback)
    .map(({ hypothesis, score }) => `${hypothesis!.id} ${score}`);
}
