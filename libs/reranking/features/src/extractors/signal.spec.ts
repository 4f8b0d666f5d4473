import { hypothesis as anyHypothesis } from '@tiebreak/arbitraries';
import fc from 'fast-check';
import { extracted, hypothesis, listOf, vocabulary } from '../../test/lists';
import { assembleFeatures, defineFeatures, signal, signalsOf, slotCount } from '../index';

const match = signal('entity_match');
const withSignals = (...signals: Record<string, number>[]) =>
  listOf(signals.map((each) => hypothesis([1, 1, 1], { signals: each })));
const columns = (value: number, known: number, toBest: number) => ({
  'signal=entity_match': value,
  'signal=entity_match known': known,
  'signal=entity_match to_best': toBest,
});

describe('a signal', () => {
  it('is its value, that it is known, and what it lacks to the best of the list: 3/4, 1/4 of the same list', () => {
    const list = withSignals({ entity_match: 3 / 4 }, { entity_match: 1 / 4 });
    expect(extracted(match, list)).toEqual([columns(3 / 4, 1, 0), columns(1 / 4, 1, -1 / 2)]);
  });

  it('that is missing is not one of 0, and the best is the best of those that have it', () => {
    const list = withSignals({}, { entity_match: 0 }, { entity_match: -1 / 2, other: 7 });
    expect(extracted(match, list)).toEqual([columns(0, 0, 0), columns(0, 1, 0), columns(-1 / 2, 1, -1 / 2)]);
  });

  it('is not taken from what every object has', () => {
    expect(extracted(signal('constructor'), withSignals({}))).toEqual([
      { 'signal=constructor': 0, 'signal=constructor known': 0, 'signal=constructor to_best': 0 },
    ]);
  });

  it('that no float32 can hold is taken for a milliard', () => {
    const list = withSignals({ entity_match: Number.MAX_VALUE }, { entity_match: -Number.MAX_VALUE });
    expect(extracted(match, list)).toEqual([columns(1e9, 1, 0), columns(-1e9, 1, -2e9)]);
  });

  it('is finite, whatever signals hypotheses have', () => {
    fc.assert(
      fc.property(fc.array(anyHypothesis('Music', 'h', 1), { minLength: 1, maxLength: 5 }), (hypotheses) => {
        const names = hypotheses.flatMap(({ signals }) => Object.keys(signals));
        const { extract } = defineFeatures([...new Set(names)].map(signal), vocabulary);
        expect(extract(listOf(hypotheses)).every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('the signals of a bundle', () => {
  it('are those that its feature list names, and no others are needed', () => {
    const { entries, fingerprint } = defineFeatures([slotCount, match, signal('chart rank')], vocabulary);
    expect(signalsOf(entries).map(({ name }) => name)).toEqual(['signal=entity_match', 'signal=chart rank']);
    const assembled = assembleFeatures(entries, [slotCount, ...signalsOf(entries)], vocabulary);
    expect('schema' in assembled && assembled.schema.fingerprint).toBe(fingerprint);
  });
});
