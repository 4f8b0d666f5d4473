import { hypothesis, line, lineWith, lineWithSlot, valueOf, violationsOf } from '../test/lines';

const some = (count: number, make: (i: number) => unknown) => Array.from({ length: count }, (_, i) => make(i));
const spread = (i: number) => hypothesis({ domain: `D${i % 8}` });

describe('a list of hypotheses', () => {
  it('holds 1 to 256 of them', () => {
    expect(valueOf(line({ hypotheses: some(256, spread) })).hypotheses).toHaveLength(256);
    expect(violationsOf(line({ hypotheses: some(257, spread) }))).toEqual([
      'hypotheses: expected at most 256 elements, got 257 elements',
    ]);
    for (const hypotheses of [[], undefined, null]) {
      expect(violationsOf(line({ hypotheses }))).toEqual(['hypotheses: expected 1 to 256 hypotheses, got none']);
    }
    expect(violationsOf(line({ hypotheses: 'none' }))).toEqual(['hypotheses: expected a list, got none']);
  });

  it('holds at most 64 of one domain', () => {
    expect(valueOf(line({ hypotheses: some(64, () => hypothesis()) })).hypotheses).toHaveLength(64);
    expect(violationsOf(line({ hypotheses: some(65, () => hypothesis()) }))).toEqual([
      'hypotheses: expected at most 64 hypotheses of one domain, got 65 of Music',
    ]);
  });

  it('names a hypothesis without an id by its position', () => {
    const { hypotheses } = valueOf(
      line({ hypotheses: [hypothesis({ id: 'a' }), hypothesis(), hypothesis({ id: '' })] }),
    );
    expect(hypotheses.map(({ id }) => id)).toEqual(['a', 'h1', 'h2']);
  });

  it('refuses an id that is given twice, and one that is given where a position already means it', () => {
    const ids = (...given: string[]) => line({ hypotheses: given.map((id) => hypothesis({ id })) });
    expect(violationsOf(ids('a', 'b', 'a', 'a'))).toEqual([
      'hypotheses[2].id: expected an id unlike that of hypotheses[0], got a',
      'hypotheses[3].id: expected an id unlike that of hypotheses[0], got a',
    ]);
    expect(violationsOf(ids('h3', 'b', 'c', ''))).toEqual([
      'hypotheses[3].id: expected an id unlike that of hypotheses[0], got h3',
    ]);
    expect(violationsOf(ids('a', 'b', 'c', 'h3'))).toEqual([]);
  });

  it('shortens a long repeated id once', () => {
    const id = 'x'.repeat(200);
    expect(violationsOf(line({ hypotheses: [hypothesis({ id }), hypothesis({ id })] }))).toEqual([
      `hypotheses[1].id: expected an id unlike that of hypotheses[0], got "${'x'.repeat(77)}..."`,
    ]);
  });
});

describe('a hypothesis', () => {
  it('has no slots and no signals unless it says so', () => {
    expect(valueOf(line()).hypotheses).toEqual([
      {
        id: 'h0',
        domain: 'Music',
        intent: 'PlayMusic',
        slots: [],
        scores: { domain: 0.5, intent: 0.25, ner: 1 },
        signals: {},
      },
    ]);
  });

  it.each(['domain', 'intent'])('needs a %s of at most 200 characters', (key) => {
    expect(violationsOf(lineWith({ [key]: '' }))).toEqual([
      `hypotheses[0].${key}: expected a non-empty string, got ""`,
    ]);
    expect(violationsOf(lineWith({ [key]: 'x'.repeat(200) }))).toEqual([]);
    expect(violationsOf(lineWith({ [key]: 'x'.repeat(201) }))).toEqual([
      `hypotheses[0].${key}: expected at most 200 characters, got 201 characters`,
    ]);
  });

  it('needs all three scores', () => {
    const missing = ['domain', 'intent', 'ner'].map(
      (key) => `hypotheses[0].scores.${key}: expected a probability in [0, 1], got nothing`,
    );
    expect(violationsOf(lineWith({ scores: undefined }))).toEqual(missing);
    expect(violationsOf(lineWith({ scores: null }))).toEqual(missing);
    expect(violationsOf(lineWith({ scores: { domain: 1 } }))).toEqual(missing.slice(1));
    expect(violationsOf(lineWith({ scores: 0.5 }))[0]).toBe('hypotheses[0].scores: expected an object, got 0.5');
  });

  it('takes a score for a probability whether it is written as a number or as a string', () => {
    const { hypotheses } = valueOf(lineWith({ scores: { domain: '0.5', intent: 0, ner: '1' } }));
    expect(hypotheses[0]!.scores).toEqual({ domain: 0.5, intent: 0, ner: 1 });
  });

  it.each([-0.1, 1.1, 'NaN', 'Infinity', '', 'high', true, null])('has no score of %j', (ner) => {
    expect(violationsOf(lineWith({ scores: { domain: 1, intent: 1, ner } }))).toEqual([
      `hypotheses[0].scores.ner: expected a probability in [0, 1], got ${ner === '' ? '""' : String(ner)}`,
    ]);
  });

  it('has at most 64 signals, each a named finite number', () => {
    const signals = (count: number) =>
      Object.fromEntries(some(count, (i) => [`s${String(i)}`, i]) as [string, number][]);
    expect(valueOf(lineWith({ signals: { ...signals(63), far: '-12.5' } })).hypotheses[0]!.signals).toMatchObject({
      s62: 62,
      far: -12.5,
    });
    expect(violationsOf(lineWith({ signals: signals(65) }))).toEqual([
      'hypotheses[0].signals: expected at most 64 entries, got 65 entries',
    ]);
    expect(violationsOf(lineWith({ signals: { a: 'NaN', b: '-Infinity', c: null, d: 'x' } }))).toEqual([
      'hypotheses[0].signals.a: expected a finite number, got NaN',
      'hypotheses[0].signals.b: expected a finite number, got -Infinity',
      'hypotheses[0].signals.c: expected a finite number, got null',
      'hypotheses[0].signals.d: expected a finite number, got x',
    ]);
    expect(violationsOf(lineWith({ signals: { ['x'.repeat(201)]: 1 } }))).toEqual([
      `hypotheses[0].signals.${'x'.repeat(57)}...: expected a name of 1 to 200 characters, got 201 characters`,
    ]);
  });
});

describe('a slot', () => {
  const slotViolations = (changes: Record<string, unknown>) =>
    violationsOf(lineWithSlot(changes)).map((text) => text.replace('hypotheses[0].slots[0].', ''));

  it('needs a name and a value, and may be the 64th but not the 65th', () => {
    expect(slotViolations({ name: '', value: undefined })).toEqual([
      'name: expected a non-empty string, got ""',
      'value: expected a non-empty string, got nothing',
    ]);
    expect(slotViolations({ value: 'x'.repeat(1_000) })).toEqual([]);
    expect(slotViolations({ value: 'x'.repeat(1_001) })).toEqual([
      'value: expected at most 1000 characters, got 1001 characters',
    ]);
    const slots = (count: number) => lineWith({ slots: some(count, () => ({ name: 'artist', value: 'dune' })) });
    expect(violationsOf(slots(64))).toEqual([]);
    expect(violationsOf(slots(65))).toEqual(['hypotheses[0].slots: expected at most 64 elements, got 65 elements']);
  });

  it('lies inside the utterance: both offsets or neither, the end after the start and not past the 9 characters', () => {
    expect(slotViolations({ start: 0, end: 9 })).toEqual([]);
    expect(slotViolations({ start: '5', end: '9' })).toEqual([]);
    expect(slotViolations({ start: 5 })).toEqual(['end: expected both offsets or neither, got nothing']);
    expect(slotViolations({ end: 5, start: null })).toEqual(['start: expected both offsets or neither, got nothing']);
    expect(slotViolations({ start: 5, end: 5 })).toEqual(['end: expected an offset after start 5, got 5']);
    expect(slotViolations({ start: 5, end: 4 })).toEqual(['end: expected an offset after start 5, got 4']);
    expect(slotViolations({ start: 5, end: 10 })).toEqual([
      'end: expected at most 9, the length of the utterance, got 10',
    ]);
  });

  it('says once that an offset is no whole number', () => {
    expect(slotViolations({ start: -1, end: 4 })).toEqual([
      'start: expected a whole number from 0 to 4294967295, got -1',
    ]);
    expect(slotViolations({ start: 1, end: 4.5 })).toEqual([
      'end: expected a whole number from 0 to 4294967295, got 4.5',
    ]);
  });

  it('may have a confidence, which then is a probability, and an entity under either name', () => {
    expect(slotViolations({ confidence: 1.5 })).toEqual(['confidence: expected a probability in [0, 1], got 1.5']);
    expect(slotViolations({ confidence: 'NaN' })).toEqual(['confidence: expected a probability in [0, 1], got NaN']);
    const read = (changes: Record<string, unknown>) => valueOf(lineWithSlot(changes)).hypotheses[0]!.slots[0];
    expect(read({ confidence: null })).toEqual({ name: 'artist', value: 'dune', entityId: '' });
    expect(read({ confidence: '0.5', entity_id: 'Q1' })).toMatchObject({ confidence: 0.5, entityId: 'Q1' });
    expect(read({ entityId: 'Q1' })).toMatchObject({ entityId: 'Q1' });
  });
});
