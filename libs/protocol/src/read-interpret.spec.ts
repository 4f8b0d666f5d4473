import { readInterpretRequest } from './read-interpret';

const RANGE = { least: 1, usual: 5, most: 16 };
const read = (message: unknown) => readInterpretRequest(message, RANGE);

describe('a request to interpret', () => {
  it('is read from protobuf and from proto3 JSON alike, under both names of a field', () => {
    const value = { requestId: 'r', utterance: 'play ella', nBest: 3 };
    expect(read({ ...value, locale: 'en' })).toEqual({ ok: true, value });
    expect(read({ request_id: 'r', utterance: 'play ella', n_best: 3 })).toEqual({ ok: true, value });
  });

  it('asks for five hypotheses of each domain when it does not say, or says 0', () => {
    for (const message of [{ utterance: 'play' }, { utterance: 'play', nBest: 0 }])
      expect(read(message)).toEqual({ ok: true, value: { requestId: '', utterance: 'play', nBest: 5 } });
  });

  it.each([
    [{}, 'utterance'],
    [{ utterance: '\u2003\n' }, 'utterance'],
    [{ utterance: 7 }, 'utterance'],
    [{ utterance: '\ud800' }, 'utterance'],
    [{ utterance: 'x'.repeat(1_001) }, 'utterance'],
    [{ utterance: 'play', nBest: 17 }, 'nBest'],
    [{ utterance: 'play', nBest: -1 }, 'nBest'],
    [{ utterance: 'play', nBest: 2.5 }, 'nBest'],
    [{ utterance: 'play', nBest: 'many' }, 'nBest'],
    [{ utterance: 'play', requestId: 'x'.repeat(201) }, 'requestId'],
    [{ utterance: 'play', locale: 'x'.repeat(201) }, 'locale'],
    [[], ''],
  ])('%# is refused by the field that is wrong', (message, field) => {
    const reading = read(message);
    expect(reading.ok ? [] : reading.violations.map((violation) => violation.field)).toContain(field);
  });
});
