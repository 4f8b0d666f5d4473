import { readOutcomeRequest } from './read-outcome';

const NOW = Date.UTC(2026, 0, 1);
const fieldsOf = (message: object): string[] | undefined => {
  const reading = readOutcomeRequest(message, NOW);
  return reading.ok ? undefined : reading.violations.map(({ field }) => field);
};

describe('readOutcomeRequest', () => {
  it('reads protobuf and proto3 JSON alike, and takes now for a time that is not told', () => {
    const json = { request_id: 'r', wrong_hypothesis_ids: ['a', 'b'], occurred_at: '2025-12-31T00:00:00Z' };
    const decoded = {
      ...{ requestId: 'r', rightHypothesisId: '', wrongHypothesisIds: ['a', 'b'], noneRight: false },
      occurredAt: { seconds: Date.UTC(2025, 11, 31) / 1_000, nanos: 0 },
    };
    expect(readOutcomeRequest(json, NOW)).toEqual(readOutcomeRequest(decoded, NOW));
    expect(readOutcomeRequest({ requestId: 'r', noneRight: true }, NOW)).toMatchObject({ value: { occurredAt: NOW } });
  });

  it.each([
    ['no request', { rightHypothesisId: 'a' }, ['requestId']],
    ['nothing said', { requestId: 'r' }, ['']],
    ['one right and none right', { requestId: 'r', rightHypothesisId: 'a', noneRight: true }, ['noneRight']],
    [
      'the same right and wrong',
      { requestId: 'r', rightHypothesisId: 'a', wrongHypothesisIds: ['b', 'a'] },
      ['wrongHypothesisIds[1]'],
    ],
    ['a nameless wrong one', { requestId: 'r', wrongHypothesisIds: [''] }, ['wrongHypothesisIds[0].0']],
    ['a time to come', { requestId: 'r', noneRight: true, occurredAt: '2027-01-01T00:00:00Z' }, ['occurredAt']],
  ])('refuses %s', (_, message, fields) => {
    expect(fieldsOf(message)).toEqual(fields);
  });
});
