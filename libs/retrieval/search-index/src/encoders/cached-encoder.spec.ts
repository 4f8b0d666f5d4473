import { hashedEncoder, type SentenceEncoder } from '@tiebreak/candidates';
import { cachedEncoder } from './cached-encoder';

function counted(fails = 0): { readonly encoder: SentenceEncoder; readonly asked: string[] } {
  const asked: string[] = [];
  const encode: SentenceEncoder['encode'] = (texts) => {
    asked.push(...texts);
    return asked.length <= fails ? Promise.reject(new Error('busy')) : hashedEncoder.encode(texts);
  };
  return { encoder: { ...hashedEncoder, encode }, asked };
}

describe('an encoder that remembers', () => {
  it('gives the vectors of the one behind it, and asks for each text once', async () => {
    const { encoder, asked } = counted();
    const cached = cachedEncoder(encoder);
    for (const text of ['dune', 'wicked', 'dune'])
      expect(await cached.encode([text])).toEqual(await hashedEncoder.encode([text]));
    expect(asked).toEqual(['dune', 'wicked']);
    expect(await cached.encode(['dune', 'it'])).toEqual(await hashedEncoder.encode(['dune', 'it']));
  });

  it('forgets the text that was not asked for the longest', async () => {
    const { encoder, asked } = counted();
    const cached = cachedEncoder(encoder, 2);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.encode([text]);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('tries again what failed', async () => {
    const { encoder, asked } = counted(1);
    const cached = cachedEncoder(encoder);
    await expect(cached.encode(['a'])).rejects.toThrow('busy');
    expect(await cached.encode(['a'])).toEqual(await hashedEncoder.encode(['a']));
    expect(asked).toEqual(['a', 'a']);
  });
});
