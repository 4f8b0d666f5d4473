import { interpretation, nBestList } from '@tiebreak/arbitraries';
import fc from 'fast-check';
import { hypothesis, line, valueOf, violationsOf } from '../test/lines';
import { LIMITS, readLabelledUtterance } from './index';

describe('a data line', () => {
  it('gives the same value after it was written as JSON', () => {
    const lines = fc.record({
      id: fc.string({ minLength: 1, maxLength: LIMITS.name }),
      list: nBestList(['Music', 'Books']),
      truth: fc.option(interpretation(), { nil: undefined }),
    });
    fc.assert(
      fc.property(lines, ({ id, list, truth }) => {
        // JSON leaves out what is undefined and writes -0 as 0.
        const written: unknown = JSON.parse(JSON.stringify({ id, ...list, truth }));
        expect(readLabelledUtterance(written)).toEqual({ ok: true, value: written });
      }),
    );
  });

  it('needs an id and words; locale, context and truth may be left out', () => {
    expect(valueOf(line())).toMatchObject({ locale: '', context: { device: '', attributes: {} }, truth: undefined });
    expect(valueOf(line({ locale: null, context: null, truth: null }))).toEqual(valueOf(line()));
    expect(violationsOf(line({ id: '', utterance: null }))).toEqual([
      'utterance: expected a non-empty string, got null',
      'id: expected a non-empty string, got ""',
    ]);
  });

  it('accepts fields that it does not know, at every depth', () => {
    const more = { colour: 'red' };
    const scores = { domain: 1, intent: 1, ner: 1, ...more };
    const slots = [{ name: 'artist', value: 'dune', ...more }];
    const source = line({
      ...more,
      context: more,
      hypotheses: [hypothesis({ ...more, scores, slots })],
      truth: { domain: 'Music', ...more },
    });
    expect(violationsOf(source)).toEqual([]);
    expect(JSON.stringify(valueOf(source))).not.toContain('colour');
  });

  it.each([null, undefined, 7, 'play', [line()]])('is not %j', (source) => {
    expect(violationsOf(source)[0]).toMatch(/^input: expected an object, got /);
  });

  it('is refused when a text is longer than its limit', () => {
    expect(violationsOf(line({ utterance: 'x'.repeat(1_000), locale: 'x'.repeat(200), id: 'x'.repeat(200) }))).toEqual(
      [],
    );
    expect(violationsOf(line({ utterance: 'x'.repeat(1_001), locale: 'x'.repeat(201), id: 'x'.repeat(201) }))).toEqual([
      'utterance: expected at most 1000 characters, got 1001 characters',
      'locale: expected at most 200 characters, got 201 characters',
      'id: expected at most 200 characters, got 201 characters',
    ]);
  });

  it('reports at most 20 violations, the first ones', () => {
    const bad = Array.from({ length: 30 }, () => hypothesis({ intent: '' }));
    const violations = violationsOf(line({ hypotheses: bad }));
    expect(violations).toEqual(
      Array.from({ length: 20 }, (_, i) => `hypotheses[${i}].intent: expected a non-empty string, got ""`),
    );
  });
});

describe('a context', () => {
  it('has attributes with names of 1 to 200 characters', () => {
    const attributes = { ['x'.repeat(200)]: '', '': 'nameless', ['y'.repeat(201)]: '' };
    expect(violationsOf(line({ context: { attributes } }))).toEqual([
      'context.attributes.: expected a name of 1 to 200 characters, got 0 characters',
      `context.attributes.${'y'.repeat(57)}...: expected a name of 1 to 200 characters, got 201 characters`,
    ]);
  });

  const attributes = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, `value ${i}`]));

  it('has a device and at most 64 attributes, which are texts', () => {
    const context = { device: 'phone', attributes: attributes(64) };
    expect(valueOf(line({ context })).context).toEqual(context);
    expect(violationsOf(line({ context: { attributes: attributes(65) } }))).toEqual([
      'context.attributes: expected at most 64 entries, got 65 entries',
    ]);
    expect(violationsOf(line({ context: { device: 7, attributes: { room: 3, mood: 'x'.repeat(1_001) } } }))).toEqual([
      'context.device: expected a string, got 7',
      'context.attributes.room: expected a string, got 3',
      'context.attributes.mood: expected at most 1000 characters, got 1001 characters',
    ]);
    expect(violationsOf(line({ context: 'phone' }))).toEqual(['context: expected an object, got phone']);
  });
});

describe('the truth', () => {
  const truthOf = (truth: unknown) => violationsOf(line({ truth }));

  it('needs a domain; out of every domain it has neither intent nor slots', () => {
    expect(valueOf(line({ truth: { domain: 'Other' } })).truth).toEqual({ domain: 'Other', intent: '', slots: [] });
    expect(truthOf({ intent: 'PlayMusic' })).toEqual(['truth.domain: expected a non-empty string, got nothing']);
    expect(truthOf('Music')).toContain('truth: expected an object, got Music');
  });

  it('has slots of names and values, and no offsets to check', () => {
    const slots = [{ name: 'artist', value: 'dune', start: 99, end: 1 }];
    expect(valueOf(line({ truth: { domain: 'Music', slots } })).truth!.slots).toEqual([
      { name: 'artist', value: 'dune' },
    ]);
    expect(truthOf({ domain: 'Music', slots: [{ name: '' }, 3] })).toEqual([
      'truth.slots[0].name: expected a non-empty string, got ""',
      'truth.slots[0].value: expected a non-empty string, got nothing',
      'truth.slots[1]: expected an object, got 3',
      'truth.slots[1].name: expected a non-empty string, got nothing',
      'truth.slots[1].value: expected a non-empty string, got nothing',
    ]);
  });
});
