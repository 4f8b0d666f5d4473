import { hashedEncoder, type SentenceEncoder } from '@tiebreak/candidates';
import { knowing, KnownVectors } from './known-vectors';

const TEXTS = ['dune', 'wicked', 'it', 'the notebook'];

/** An encoder that says what it was asked. */
function watched(encoder: SentenceEncoder): { readonly encoder: SentenceEncoder; readonly asked: string[] } {
  const asked: string[] = [];
  const encode: SentenceEncoder['encode'] = (texts) => {
    asked.push(...texts);
    return encoder.encode(texts);
  };
  return { encoder: { ...encoder, encode }, asked };
}

const written = async (texts: readonly string[]): Promise<Uint8Array> =>
  KnownVectors.write(texts, await hashedEncoder.encode(texts));

describe('vectors that are known', () => {
  it('come back to the fourth digit, and of no other text', async () => {
    const known = KnownVectors.read(await written(TEXTS));
    for (const text of TEXTS) {
      const vector = await hashedEncoder.encode([text]);
      known.get(text)!.forEach((value, i) => {
        expect(value).toBeCloseTo(vector[i]!, 4);
      });
    }
    expect(known.get('Dune')).toBeUndefined();
  });

  it('are the same bytes in whatever order the texts came, and however often', async () => {
    const bytes = await written(TEXTS);
    expect(await written([...TEXTS].reverse())).toEqual(bytes);
    expect(await written([...TEXTS, 'dune'])).toEqual(bytes);
  });

  it.each([
    ['other bytes', (bytes: Uint8Array) => bytes.subarray(1), /expected vectors of layout 1, got other bytes/],
    ['none', (bytes: Uint8Array) => bytes.subarray(0, 3), /got other bytes/],
    ['bytes that are cut off', (bytes: Uint8Array) => bytes.subarray(0, -2), /expected \d+ bytes of vectors, got \d+/],
  ])('are refused with %s', async (_, change, message) => {
    const bytes = await written(TEXTS);
    expect(() => KnownVectors.read(change(bytes))).toThrow(message);
  });

  it('may be none', () => {
    expect(KnownVectors.read(KnownVectors.write([], new Float32Array())).get('dune')).toBeUndefined();
  });
});

describe('an encoder that knows vectors', () => {
  it('encodes one text that it knows, once, and those that it does not', async () => {
    const { encoder, asked } = watched(hashedEncoder);
    const knows = knowing(encoder, KnownVectors.read(await written(['dune', 'it', 'wicked'])));
    const vectors = await knows.encode(TEXTS);
    (await hashedEncoder.encode(TEXTS)).forEach((value, i) => {
      expect(vectors[i]).toBeCloseTo(value, 4);
    });
    expect(asked).toEqual(['dune', 'the notebook']);
    await knows.encode(['wicked']);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [
      'another model',
      { encode: async (texts: readonly string[]) => (await hashedEncoder.encode(texts)).map((x) => -x) },
    ],
    [
      'other dimensions',
      { dimensions: 2, encode: (texts: readonly string[]) => Promise.resolve(new Float32Array(2 * texts.length)) },
    ],
  ])('encodes everything when what it knows is of %s', async (_, other) => {
    const { encoder, asked } = watched({ ...hashedEncoder, ...other });
    const knows = knowing(encoder, KnownVectors.read(await written(TEXTS)));
    expect(await knows.encode(TEXTS)).toEqual(await other.encode(TEXTS));
    expect(asked).toEqual(expect.arrayContaining(TEXTS));
  });
});
