import { LIMITS, sameInterpretation } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { TAUGHT } from '../test/taught-lines';
import { DomainNlu } from './interpret';
import { trainNlu } from './train-nlu';

const music = new DomainNlu(trainNlu('Music', TAUGHT, { seed: 1 }).model);

const utterances = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc
    .array(fc.constantFrom('play', 'bach', 'ADD', 'to', 'my', 'evening', 'list,', '歌'), {
      minLength: 1,
      maxLength: 30,
    })
    .map((words) => words.join(' ')),
);

describe('interpreting', () => {
  it('finds what was taught, with offsets of the utterance as it was given', () => {
    const [best] = music.interpret('Play  Nina SIMONE, please!');
    expect(best).toMatchObject({
      ...{ domain: 'Music', intent: 'Play' },
      slots: [{ name: 'artist', value: 'Nina SIMONE', start: 6, end: 17 }],
    });
  });

  it('tells its own utterances from others', () => {
    const domainScore = (utterance: string): number => music.interpret(utterance)[0]!.scores.domain;
    expect(domainScore('play daft punk')).toBeGreaterThan(0.8);
    expect(domainScore('will it rain in oslo')).toBeLessThan(0.2);
  });

  it('gives distinct hypotheses, best first, with probabilities inside of (0, 1), for any text', () => {
    fc.assert(
      fc.property(utterances, fc.integer({ min: 1, max: 16 }), (utterance, nBest) => {
        if (utterance.trim() === '') return;
        const hypotheses = music.interpret(utterance, nBest);
        expect(hypotheses.length).toBeGreaterThan(0);
        expect(hypotheses.length).toBeLessThanOrEqual(nBest);
        hypotheses.forEach(({ slots, scores, ...rest }, i) => {
          const probabilities = [
            scores.domain,
            scores.intent,
            scores.ner,
            ...slots.map(({ confidence }) => confidence!),
          ];
          expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true);
          for (const { value, start, end } of slots) expect(utterance.slice(start, end)).toBe(value);
          expect(slots.length).toBeLessThanOrEqual(LIMITS.slots);
          const next = hypotheses[i + 1];
          if (next !== undefined)
            expect(next.scores.intent * next.scores.ner).toBeLessThanOrEqual(scores.intent * scores.ner * (1 + 1e-9));
          const twin = hypotheses.find((other, j) => j !== i && sameInterpretation(other, { ...rest, slots }));
          expect(twin).toBeUndefined();
        });
      }),
    );
  });

  it('gives shorter lists as the beginnings of longer ones', () => {
    fc.assert(
      fc.property(utterances, fc.integer({ min: 1, max: 15 }), (utterance, nBest) => {
        if (utterance.trim() === '') return;
        expect(music.interpret(utterance, nBest)).toEqual(music.interpret(utterance, 16).slice(0, nBest));
      }),
    );
  });

  it('takes utterances of 1,000 characters, however many words they are', () => {
    for (const utterance of [
      'a '.repeat(500).trimEnd(),
      '歌'.repeat(1_000),
      'x'.repeat(1_000),
      'play bach '.repeat(100),
    ])
      expect(music.interpret(utterance, 16).length).toBeGreaterThan(0);
  });

  it('reads the first 200 words, and no more', () => {
    const words = 'a b '.repeat(100);
    expect(music.interpret(`${words}play bach`)).toEqual(music.interpret(words));
    expect(music.interpret(`${words.slice(4)}play bach`)).not.toEqual(music.interpret(words));
  });

  it.each([
    ['', 5, /utterance: expected 1 to 1000 characters that are not all blank, got 0/],
    [' \t ', 5, /utterance: expected/],
    ['x'.repeat(1_001), 5, /utterance: expected .* got 1001/],
    ['play', 0, /nBest: expected a whole number from 1 to 16, got 0/],
    ['play', 17, /nBest: expected .* got 17/],
    ['play', 1.5, /nBest: expected .* got 1.5/],
  ])('refuses %j with n-best %d by its name', (utterance, nBest, message) => {
    expect(() => music.interpret(utterance, nBest)).toThrow(message);
  });
});
