import { type Hypothesis, probability, type SlotValue } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { describeHypothesis, labelsThatTellApart } from './labels';
import type { Wording } from './wording';

const domains: Wording['domains'] = new Map([
  [
    'Music',
    {
      noun: 'music',
      intents: { PlayMusic: 'play it', AddToPlaylist: 'add it to a playlist', Shuffle: 'shuffle' },
      slots: { album: 'album', track: 'song', artist: 'artist' },
    },
  ],
  ['Books', { noun: 'book' }],
  ['Video', { noun: 'film' }],
]);
const saying = (utterance: string): Wording => ({ utterance, domains });
const p = probability(0.5);

/** "Music.PlayMusic album=thriller" */
function reading(text: string, slots: readonly SlotValue[] = []): Hypothesis {
  const [name, ...fillings] = text.split(' ');
  const [domain, intent] = name!.split('.') as [string, string];
  const filled = fillings.map((filling) => {
    const [slot, value] = filling.split('=') as [string, string];
    return { name: slot, value: value.replaceAll('_', ' '), entityId: '' };
  });
  return {
    id: text,
    domain,
    intent,
    slots: [...filled, ...slots],
    scores: { domain: p, intent: p, ner: p },
    signals: {},
  };
}

const labels = (utterance: string, ...readings: string[]) =>
  labelsThatTellApart(
    readings.map((text) => reading(text)),
    saying(utterance),
  );

describe('labels of options', () => {
  it.each([
    ['domains', 'get dune', ['Books.Get name=dune', 'Video.Get name=dune'], ['the book', 'the film']],
    [
      'intents, about the same words',
      'put on thriller',
      ['Music.PlayMusic album=thriller', 'Music.AddToPlaylist album=thriller'],
      ['play it', 'add it to a playlist'],
    ],
    [
      'slots that hold the same words',
      'play thriller',
      ['Music.PlayMusic album=thriller', 'Music.PlayMusic track=thriller'],
      ['the album', 'the song'],
    ],
    [
      'slots that hold the same words, beside others that do not differ',
      'play thriller by michael jackson',
      [
        'Music.PlayMusic album=thriller artist=michael_jackson',
        'Music.PlayMusic track=thriller artist=michael_jackson',
      ],
      ['the album', 'the song'],
    ],
    [
      'the words of a slot',
      'play thriller live',
      ['Music.PlayMusic album=thriller', 'Music.PlayMusic album=thriller_live'],
      ['"thriller"', '"thriller live"'],
    ],
    [
      'slots and their words',
      'play thriller live',
      ['Music.PlayMusic album=thriller', 'Music.PlayMusic track=thriller_live'],
      ['the album "thriller"', 'the song "thriller live"'],
    ],
    [
      'intents that are about different words',
      'play thriller live',
      ['Music.PlayMusic album=thriller', 'Music.AddToPlaylist album=thriller_live'],
      ['play "thriller"', 'add "thriller live" to a playlist'],
    ],
    [
      'one slot more',
      'play thriller live',
      ['Music.PlayMusic album=thriller', 'Music.PlayMusic album=thriller venue=live'],
      ['play "thriller"', 'play "thriller" "live"'],
    ],
    [
      'intents that nobody has put into words',
      'get dune',
      ['Books.RateBook name=dune', 'Books.search_work name=dune'],
      ['rate book', 'search work'],
    ],
    [
      'domain and intent, of three',
      'get dune',
      ['Books.Get name=dune', 'Books.Rate name=dune', 'Video.Get name=dune'],
      ['the book: get "dune"', 'the book: rate "dune"', 'the film: get "dune"'],
    ],
  ])('tell %s apart', (_, utterance, readings, expected) => {
    expect(labels(utterance, ...readings)).toEqual(expected);
  });

  it.each([
    ['slots that there is no word for', 'get dune', ['Books.Get name=dune', 'Books.Get series=dune']],
    ['words that were not said', 'get it', ['Books.Get name=dune', 'Books.Get name=emma']],
    ['words that differ in capitals alone', 'get dune', ['Books.Get name=dune', 'Books.Get name=Dune']],
  ])('do not tell %s apart', (_, utterance, readings) => {
    expect(labels(utterance, ...readings)).toBeUndefined();
  });

  it('take the words that were said where a value was normalised', () => {
    const slot = { name: 'album', value: 'twenty one', start: 5, end: 7, entityId: '' };
    expect(describeHypothesis(reading('Music.PlayMusic', [slot]), saying('play 21'))).toBe('the music: play "21"');
    expect(describeHypothesis(reading('Music.Shuffle', [slot]), saying('play 21'))).toBe('the music: shuffle "21"');
  });

  it('take names and words as they are, whatever they mean elsewhere', () => {
    const odd = reading('constructor.__proto__ toString=$&');
    expect(describeHypothesis(odd, saying('$& it'))).toContain('"$&"');
    expect(describeHypothesis(reading('Music.PlayMusic album=$&'), saying('play $&'))).toBe('the music: play "$&"');
  });

  const word = fc.constantFrom('dune', 'dune messiah', 'thriller', 'Secret', 'it', 'é', ' ');
  const slot = fc.record({ name: fc.constantFrom('album', 'track', 'venue'), value: word, entityId: fc.constant('') });
  const hypotheses = fc.array(
    fc.record({
      domain: fc.constantFrom('Music', 'Books', 'Weather'),
      intent: fc.constantFrom('PlayMusic', 'AddToPlaylist', 'rate_it'),
      slots: fc.array(slot, { maxLength: 3 }),
    }),
    { minLength: 2, maxLength: 4 },
  );
  const readings = hypotheses.map((list) =>
    list.map((each, i): Hypothesis => ({
      ...each,
      id: `h${i}`,
      scores: { domain: p, intent: p, ner: p },
      signals: {},
    })),
  );
  const utterances = fc.constantFrom('play dune messiah', 'play THRILLER é', '', 'it');

  it('are distinct, one for each option, and the same each time', () => {
    fc.assert(
      fc.property(readings, utterances, (list, utterance) => {
        const made = labelsThatTellApart(list, saying(utterance));
        expect(labelsThatTellApart(structuredClone(list), saying(utterance))).toEqual(made);
        if (made === undefined) return;
        expect(made).toHaveLength(list.length);
        expect(new Set(made.map((label) => label.toLowerCase())).size).toBe(list.length);
        expect(made).not.toContain('');
      }),
    );
  });

  it('quote nothing that was not said', () => {
    fc.assert(
      fc.property(readings, utterances, (list, utterance) => {
        const made = [
          ...(labelsThatTellApart(list, saying(utterance)) ?? []),
          ...list.map((each) => describeHypothesis(each, saying(utterance))),
        ];
        for (const [, quoted] of made.join('\n').matchAll(/"([^"]*)"/g))
          expect(utterance.toLowerCase()).toContain(quoted!.toLowerCase());
        expect(made.join()).not.toContain('Secret');
      }),
    );
  });
});
