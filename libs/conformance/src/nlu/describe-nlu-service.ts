import { LIMITS, readHypotheses, FieldReader, sameInterpretation } from '@tiebreak/interpretation';
import type { wire } from '@tiebreak/protocol';
import fc from 'fast-check';
import { HOSTILE_TEXTS } from '../search/hostile-texts';
import { NluClient } from './nlu-client';

/** A service that runs for the tests. */
export interface StartedNlu {
  readonly port: number;
  close(): Promise<void>;
}

export interface NluConformanceOptions {
  /** In the order of the answers. */
  readonly domains: readonly string[];
  /** An utterance that one of the domains understands. */
  readonly known: {
    readonly utterance: string;
    readonly domain: string;
    readonly intent: string;
    /** Names and values, in order. */
    readonly slots: readonly (readonly [name: string, value: string])[];
  };
  /** Starts the service on a port that is free. */
  readonly start: () => Promise<StartedNlu>;
}

const MOST = 16;
const USUAL = 5;
/** Random utterances tried. */
const RUNS = 50;

/** Requests that break the contract: what is wrong, by its field. */
const REFUSED: readonly (readonly [title: string, request: Partial<wire.InterpretRequest>, wrong: string])[] = [
  ['no utterance', {}, 'utterance: expected a non-empty string'],
  ['an empty utterance', { utterance: '' }, 'utterance: expected a non-empty string'],
  ['a blank utterance', { utterance: ' \t\u00a0' }, 'utterance: expected words'],
  ['an utterance of 1,001 characters', { utterance: 'x'.repeat(1_001) }, 'utterance: expected at most 1000 characters'],
  ['17 hypotheses', { utterance: 'play', nBest: 17 }, 'nBest: expected a whole number from 1 to 16'],
  [
    '4,294,967,295 hypotheses',
    { utterance: 'play', nBest: 2 ** 32 - 1 },
    'nBest: expected a whole number from 1 to 16',
  ],
  ['an over-long locale', { utterance: 'play', locale: 'x'.repeat(201) }, 'locale: expected at most 200 characters'],
  ['an over-long request id', { utterance: 'play', requestId: 'x'.repeat(201) }, 'requestId: expected at most 200'],
];

/** The suite that every NLU passes that takes the reference's place: a real socket, held to the contract. */
export function describeNluService(title: string, { domains, known, start }: NluConformanceOptions): void {
  describe(`the NLU service, ${title}`, () => {
    let service: StartedNlu;
    let client: NluClient;

    beforeAll(async () => {
      service = await start();
      client = new NluClient(`127.0.0.1:${service.port}`);
    });

    afterAll(async () => {
      client.close();
      await service.close();
    });

    const expectKnown = async (): Promise<void> => {
      const { hypotheses } = await client.interpret({ utterance: known.utterance });
      const [best] = hypotheses.filter(({ domain }) => domain === known.domain);
      expect(best?.intent).toBe(known.intent);
      expect(best?.slots.map(({ name, value }) => [name, value])).toEqual(known.slots);
    };

    /** An answer that a re-ranker could be given as it is. */
    const expectSound = (utterance: string, nBest: number, { hypotheses }: wire.InterpretResponse): void => {
      const reader = new FieldReader();
      const read = readHypotheses(reader, { hypotheses }, utterance, LIMITS.hypotheses);
      expect(reader.violations).toEqual([]);
      const present = [...new Set(read.map(({ domain }) => domain))];
      expect(present).toEqual(domains);
      for (const domain of domains) {
        const own = read.filter((hypothesis) => hypothesis.domain === domain);
        expect(own.length).toBeLessThanOrEqual(nBest);
        own.forEach((hypothesis, i) => {
          const { scores, slots } = hypothesis;
          const probabilities = [
            scores.domain,
            scores.intent,
            scores.ner,
            ...slots.map(({ confidence }) => confidence!),
          ];
          expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true);
          for (const { start: from, end, value } of slots) expect(utterance.slice(from, end)).toBe(value);
          const before = own[i - 1]?.scores;
          if (before !== undefined)
            expect(scores.intent * scores.ner).toBeLessThanOrEqual(before.intent * before.ner * (1 + 1e-9));
          expect(own.findIndex((other) => sameInterpretation(other, hypothesis))).toBe(i);
        });
      }
    };

    it('says that it serves, and describes itself by reflection', async () => {
      expect(await client.health('tiebreak.v1.NluService')).toBe('SERVING');
      expect(await client.health('')).toBe('SERVING');
      expect(await client.listServices()).toContain('tiebreak.v1.NluService');
    });

    it('understands what it knows, and gives back the id of the request', async () => {
      await expectKnown();
      expect((await client.interpret({ utterance: known.utterance, requestId: 'r-1' })).requestId).toBe('r-1');
    });

    it.each([0, 1, 2, USUAL, MOST])('gives so many hypotheses of each domain as are asked for: %d', async (nBest) => {
      const answer = await client.interpret({ utterance: known.utterance, nBest });
      expectSound(known.utterance, nBest === 0 ? USUAL : nBest, answer);
      const own = answer.hypotheses.filter(({ domain }) => domain === known.domain);
      expect(own).toHaveLength(nBest === 0 ? USUAL : nBest);
    });

    it('gives the same answer to the same words', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => client.interpret({ utterance: known.utterance })),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    });

    it.each(REFUSED)('refuses %s by its field, and answers the next request', async (_, request, wrong) => {
      await expect(client.interpret(request)).rejects.toMatchObject({
        code: 3,
        details: expect.stringContaining(wrong) as string,
      });
      await expectKnown();
    });

    it.each(HOSTILE_TEXTS)('takes %s for words', async (_, text) => {
      expectSound(text, USUAL, await client.interpret({ utterance: text }));
    });

    it('answers soundly to any words', async () => {
      const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter((text) => text.trim() !== '');
      await fc.assert(
        fc.asyncProperty(words, fc.integer({ min: 1, max: MOST }), async (utterance, nBest) => {
          fc.pre(utterance.length <= LIMITS.text);
          expectSound(utterance, nBest, await client.interpret({ utterance, nBest }));
        }),
        { numRuns: RUNS },
      );
    });
  });
}
