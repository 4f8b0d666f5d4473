import fc from 'fast-check';
import { nearestName } from './nearest-name';

describe('the nearest name', () => {
  it.each([
    ['Playmusic', ['RateBook', 'PlayMusic'], 'PlayMusic'],
    ['play_music', ['PlayMusic', 'PlayMusik'], 'PlayMusic'],
    ['artits', ['artist', 'album'], 'artist'],
    // Two edits of five letters.
    ['title', ['tutke', 'artist'], 'tutke'],
  ])('of %s among %j is %s', (name, known, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it('is none where half of the letters would have to change', () => {
    // Two of four, and all.
    expect(nearestName('play', ['pear', 'weather'])).toBeUndefined();
    expect(nearestName('play', [])).toBeUndefined();
    expect(nearestName('', ['a'])).toBeUndefined();
  });

  it('is the name itself where it is known', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(fc.property(word, fc.array(word), (name, others) => nearestName(name, [...others, name]) === name));
  });

  it('survives one edit of a name of three letters or more', () => {
    const name = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(
      fc.property(name, fc.nat(), (known, at) => {
        const i = at % known.length;
        expect(nearestName(known.slice(0, i) + known.slice(i + 1), [known])).toBe(known);
        expect(nearestName(`${known.slice(0, i)}-X${known.slice(i)}`, [known])).toBe(known);
      }),
    );
  });
});
