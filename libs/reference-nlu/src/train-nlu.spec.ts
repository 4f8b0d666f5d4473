import { tagged, TAUGHT } from '../test/taught-lines';
import { decodeWeights, encodeWeights } from './model-bytes';
import { trainNlu, UnteachableNlu } from './train-nlu';

const music = trainNlu('Music', TAUGHT, { seed: 1 }).model;

describe('training', () => {
  it('gives the same bytes for the same lines and seed, and others for another seed', () => {
    expect(encodeWeights(trainNlu('Music', TAUGHT, { seed: 1 }).model)).toEqual(encodeWeights(music));
    expect(encodeWeights(trainNlu('Music', TAUGHT, { seed: 2 }).model)).not.toEqual(encodeWeights(music));
  });

  it("learns intents and slots from the domain's own lines alone", () => {
    expect(music).toMatchObject({ domain: 'Music', intents: ['Add', 'Play'], slots: ['artist', 'playlist'] });
    const others = TAUGHT.map((line) => (line.domain === 'Music' ? line : { ...line, intent: 'X', slots: [] }));
    const { intentWeights, crf } = trainNlu('Music', others, { seed: 1 }).model;
    expect({ intentWeights, crf }).toEqual({ intentWeights: music.intentWeights, crf: music.crf });
  });

  it('says how far it is, up to the whole', () => {
    const shares: number[] = [];
    trainNlu('Books', TAUGHT, { seed: 1, onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('keeps no feature that one line alone has', () => {
    const secret = trainNlu('Music', [...TAUGHT, tagged('Music', 'Play', 'play [artist:xyzzy]')], { seed: 1 }).model;
    const word = trainNlu('Music', [...TAUGHT, tagged('Music', 'Play', 'play [artist:qwert]')], { seed: 1 }).model;
    expect(secret.crf.emissions.buckets).toEqual(word.crf.emissions.buckets);
  });

  it.each([
    [
      'no line of the domain',
      TAUGHT.filter(({ domain }) => domain !== 'Music'),
      /lines of the domain "Music", got none/,
    ],
    ['none of others', TAUGHT.filter(({ domain }) => domain === 'Music'), /lines of other domains than "Music" too/],
  ])('is refused with %s', (_, lines, message) => {
    const train = () => trainNlu('Music', lines, { seed: 1 });
    expect(train).toThrow(UnteachableNlu);
    expect(train).toThrow(message);
  });

  it('is refused with slots that share a word, or cover none', () => {
    const line = tagged('Music', 'Play', 'play [artist:nina] [artist:simone]');
    const with_ = (slots: (typeof line)['slots']) => () =>
      trainNlu('Music', [...TAUGHT, { ...line, slots }], { seed: 1 });
    expect(with_([line.slots[0]!, { name: 'artist', start: 5, end: 16 }])).toThrow(
      /slots\[1\]: expected words that no/,
    );
    expect(with_([{ name: 'artist', start: 4, end: 5 }])).toThrow(
      /slots\[0\]: expected words between 4 and 5, got none/,
    );
  });
});

describe('weights as bytes', () => {
  const bytes = encodeWeights(music);
  const changed = (change: (view: DataView) => void): Uint8Array => {
    const copy = bytes.slice();
    change(new DataView(copy.buffer));
    return copy;
  };

  it('come back bit by bit, also from the middle of a buffer', () => {
    const { domainWeights, intentWeights, crf } = music;
    expect(decodeWeights(bytes, music)).toEqual({ domainWeights, intentWeights, crf });
    const within = new Uint8Array(bytes.length + 3);
    within.set(bytes, 3);
    expect(encodeWeights(decodeWeights(within.subarray(3), music))).toEqual(bytes);
  });

  it('hold no word of the lines', () => {
    const text = new TextDecoder('latin1').decode(bytes);
    for (const word of TAUGHT.flatMap(({ utterance }) => utterance.split(' ')).filter(({ length }) => length > 3))
      expect(text).not.toContain(word);
  });

  it.each([
    ['no bytes', new Uint8Array(), /a header of 32 bytes, got 0 bytes/],
    [
      'another magic word',
      changed((view) => {
        view.setUint32(0, 1, true);
      }),
      /"tbnl" and layout 1/,
    ],
    ['a byte less', bytes.slice(0, -1), /bytes of transitions/],
    ['a byte more', Uint8Array.from([...bytes, 0]), /bytes of transitions/],
    [
      'more rows than bytes',
      changed((view) => {
        view.setUint32(8, 0xffffffff, true);
      }),
      /bytes of table 0/,
    ],
    [
      'a bucket twice',
      changed((view) => {
        view.setUint32(36, view.getUint32(32, true), true);
      }),
      /buckets of table 0/,
    ],
    [
      'a weight that is no number',
      changed((view) => {
        view.setFloat32(bytes.length - 4, NaN, true);
      }),
      /transitions from -100 to 100, got NaN/,
    ],
    [
      'a weight beyond all reason',
      changed((view) => {
        view.setFloat32(bytes.length - 4, 1e30, true);
      }),
      /transitions from -100 to 100/,
    ],
  ])('are refused with %s', (_, wrong, message) => {
    expect(() => decodeWeights(wrong, music)).toThrow(RangeError);
    expect(() => decodeWeights(wrong, music)).toThrow(message);
  });

  it('are refused for other names than they were made for', () => {
    expect(() => decodeWeights(bytes, { ...music, slots: ['artist'] })).toThrow(/labels of table 2 below 3/);
  });
});
