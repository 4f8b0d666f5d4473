import { slotCount, standardFeatures } from '@tiebreak/features';
import { type NBestList, probability } from '@tiebreak/interpretation';
import { defineDomain, readVocabulary, withSignals } from './index';

const certain = { domain: probability(1), intent: probability(1), ner: probability(1) };

/** `count` utterances, each heard on `device` and read with the given intents, a slot in each reading. */
function heard(count: number, device: string, intents: readonly string[], slotName = 'artist'): NBestList[] {
  return Array.from({ length: count }, (_, i) => ({
    utterance: `utterance ${i}`,
    locale: '',
    context: { device, attributes: { room: `${device} room` } },
    hypotheses: intents.map((intent, h) => ({
      id: `h${h}`,
      domain: 'Music',
      intent,
      slots: [{ name: slotName, value: 'dune', entityId: '' }],
      scores: certain,
      signals: {},
    })),
  }));
}

describe('a domain definition', () => {
  it('looks at the device through the standard features unless it says otherwise', () => {
    const music = defineDomain({ name: 'Music' });
    expect(music).toMatchObject({ name: 'Music', contextAttributes: ['device'] });
    const names = (features: readonly { name: string }[]) => features.map(({ name }) => name);
    expect(names(music.features)).toEqual(names(standardFeatures(['device'])));
    expect(names(defineDomain({ name: 'Music', contextAttributes: [] }).features)).not.toContain('device');
  });

  it('may bring features of its own', () => {
    expect(defineDomain({ name: 'Music', features: [slotCount] }).features).toEqual([slotCount]);
  });
});

describe('a domain with signals', () => {
  it('has them as features after its own, and is otherwise the same; with none it is the same', () => {
    const music = defineDomain({ name: 'Music', features: [slotCount] });
    const { features, ...rest } = withSignals(music, ['entity_match', 'chart rank']);
    expect(features.map(({ name }) => name)).toEqual(['slot_count', 'signal=entity_match', 'signal=chart rank']);
    expect({ ...rest, features: music.features }).toEqual(music);
    expect(withSignals(music, [])).toEqual(music);
  });
});

describe('the vocabulary of training lists', () => {
  const music = defineDomain({ name: 'Music' });

  it('knows the values of 10 utterances and not those of 9, sorted', () => {
    const lists = [
      ...heard(10, 'phone', ['Rate']),
      ...heard(9, 'car', ['Queue'], 'album'),
      ...heard(11, 'alarm', ['Play']),
    ];
    expect(readVocabulary(music, lists)).toEqual({
      intents: ['Play', 'Rate'],
      slotNames: ['artist'],
      contextValues: { device: ['alarm', 'phone'] },
    });
  });

  it('counts utterances, not hypotheses: 9 of them with two readings of one intent are 9', () => {
    expect(readVocabulary(music, heard(9, 'phone', ['Play', 'Play']))).toEqual({
      intents: [],
      slotNames: [],
      contextValues: { device: [] },
    });
  });

  it('takes no empty value for one', () => {
    expect(readVocabulary(music, heard(20, '', ['Play'])).contextValues).toEqual({ device: [] });
  });

  it('reads every context attribute of the definition and no other; an absent one has no values', () => {
    const inRooms = defineDomain({ name: 'Music', contextAttributes: ['room', 'weather'] });
    expect(readVocabulary(inRooms, heard(10, 'phone', ['Play'])).contextValues).toEqual({
      room: ['phone room'],
      weather: [],
    });
  });

  it('leaves intents and slot names as the definition has them, seen or not', () => {
    const named = defineDomain({ name: 'Music', intents: ['Sing'], slotNames: [] });
    expect(readVocabulary(named, heard(10, 'phone', ['Play']))).toMatchObject({ intents: ['Sing'], slotNames: [] });
  });
});
