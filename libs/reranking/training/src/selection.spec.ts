import { slotCount } from '@tiebreak/features';
import type { LogLinearModel, RankedLists } from '@tiebreak/log-linear';
import fc from 'fast-check';
import { chooseWithinOneStandardError, scoreDevelopment } from './selection';
import type { TrainingLine } from './training-lines';

const candidate = (name: string, nll: number, semer: number) => ({ name, nll, nllStandardError: 0.1, semer });

describe('the choice within one standard error', () => {
  it('is the lowest SemER among likelihoods within the standard error of the best', () => {
    const chosen = chooseWithinOneStandardError([
      candidate('best likelihood', 1, 0.3),
      candidate('within', 1.1, 0.2),
      candidate('outside', 1.11, 0.1),
    ]);
    expect(chosen.name).toBe('within');
  });

  it('looks at the standard error of the best, not at that of the candidate', () => {
    const unsure = { ...candidate('unsure', 1.5, 0.1), nllStandardError: 1 };
    expect(chooseWithinOneStandardError([unsure, candidate('best', 1, 0.3)]).name).toBe('best');
  });

  it('gives equals to the better likelihood, then to the earlier', () => {
    expect(chooseWithinOneStandardError([candidate('a', 1.05, 0.2), candidate('b', 1, 0.2)]).name).toBe('b');
    expect(chooseWithinOneStandardError([candidate('a', 1, 0.2), candidate('b', 1, 0.2)]).name).toBe('a');
  });

  it('is by likelihood alone where there is no SemER', () => {
    expect(chooseWithinOneStandardError([candidate('a', 1.05, NaN), candidate('b', 1, NaN)]).name).toBe('b');
  });

  it('is never beaten in both, whatever the candidates', () => {
    const numbers = fc.double({ min: 0, max: 2, noNaN: true });
    const candidates = fc.array(fc.record({ nll: numbers, nllStandardError: numbers, semer: numbers }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(candidates, (all) => {
        const chosen = chooseWithinOneStandardError(all);
        expect(all.filter((c) => c.nll < chosen.nll && c.semer < chosen.semer)).toEqual([]);
      }),
    );
  });
});

describe('development scores', () => {
  // The model's log-odds are its one feature.
  const model: LogLinearModel = { weights: Float64Array.of(1), bias: 0 };
  const slot = { name: 'title', value: 'dune', entityId: '' };
  const reading = (slots: readonly (typeof slot)[]) =>
    ({ id: 'h', domain: 'Music', intent: 'Play', slots, scores: {}, signals: {} }) as unknown;
  const line = (domain: string, readings: unknown[]) =>
    ({ hypotheses: readings, truth: { domain, intent: 'Play', slots: [slot] } }) as unknown as TrainingLine;

  it('of a right one at 3/4 and a wrong one at 1/2 are (ln 4/3 + ln 2)/2, give or take ln(3/2)/2, and SemER 0', () => {
    const lists: RankedLists = {
      columns: slotCount.version,
      features: Float32Array.of(Math.log(3), 0),
      right: Uint8Array.of(1, 0),
      semanticError: Float64Array.of(0, 1),
      offsets: Int32Array.of(0, 1, 2),
      own: Uint8Array.of(1, 0),
    };
    const scores = scoreDevelopment(model, lists, [line('Music', [reading([slot])]), line('Other', [reading([])])]);
    expect(scores.nll).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 7);
    expect(scores.nllStandardError).toBeCloseTo(Math.log(3 / 2) / 2, 7);
    expect(scores.semer).toBe(0);
  });

  it('take SemER from the top hypotheses of own utterances: one deleted slot of 2 labels is 1/2', () => {
    const lists: RankedLists = {
      columns: 1,
      features: Float32Array.of(-1, 2),
      right: Uint8Array.of(1, 0),
      semanticError: Float64Array.of(0, 1 / 2),
      offsets: Int32Array.of(0, 2),
      own: Uint8Array.of(1),
    };
    expect(scoreDevelopment(model, lists, [line('Music', [reading([slot]), reading([])])]).semer).toBe(1 / 2);
  });

  it('have no SemER without own utterances', () => {
    const lists: RankedLists = {
      columns: 1,
      features: Float32Array.of(0),
      right: Uint8Array.of(0),
      semanticError: Float64Array.of(1),
      offsets: Int32Array.of(0, 1),
      own: Uint8Array.of(0),
    };
    expect(scoreDevelopment(model, lists, [line('Books', [reading([])])])).toEqual({
      nll: expect.closeTo(Math.LN2, 12) as number,
      nllStandardError: 0,
      semer: NaN,
    });
  });
});
