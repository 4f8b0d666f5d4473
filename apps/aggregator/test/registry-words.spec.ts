import { fileURLToPath } from 'node:url';
import { readRegistry } from '@tiebreak/configuration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';

const registry = readRegistry(fileURLToPath(new URL('../registry.json', import.meta.url)));

describe.each([books, music, video])('the words for $name in questions', ({ name, noun, intents, slotNames }) => {
  const entry = registry.find(({ domain }) => domain === name)!;

  it('are about what the domain has: every intent, and slots of its own', () => {
    expect(Object.keys(entry.intents!).sort()).toEqual([...intents!].sort());
    expect(slotNames).toEqual(expect.arrayContaining(Object.keys(entry.slots!)));
    expect(entry.noun).toBe(noun);
  });

  it('say "it" once in what an intent does, and tell intents and slots apart', () => {
    for (const phrase of Object.values(entry.intents!)) expect(phrase.match(/\bit\b/g)).toHaveLength(1);
    for (const words of [entry.intents!, entry.slots!])
      expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
  });
});
