import type { RankedLists } from '@tiebreak/objectives';
import fc from 'fast-check';
import { chooseWithinOneStandardError, scoreDevelopment } from './selection';
import type { ReferenceUtterance } from '@tiebreak/interpretation';

/** A candidate with the given losses of its lines, each of one hypothesis. */
const candidate = (name: string, losses: readonly number[], semer: number) => ({
  ...{ name, semer, lineLosses: Float64Array.from(losses) },
  nll: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
});
const best = candidate('best', [1, 1, 1, 1], 0.3);

describe('the choice within one standard error', () => {
  it('is the lowest SemER among those no further from the best in sum than one standard error of the differences', () => {
    // Differences 2, -1, 0, 0 sum to 1, one standard error is sqrt(4 * 4.75 / 3) = 2.52; 5, -1, 0, 0 sum to 4 and 5.42.
    const within = candidate('within', [3, 0, 1, 1], 0.2);
    const further = candidate('further', [6, 0, 1, 1], 0.1);
    // 2, 2, 2, 1 sum to 7, one standard error is sqrt(4 * .75 / 3) = 1.
    const outside = candidate('outside', [3, 3, 3, 2], 0.05);
    expect(chooseWithinOneStandardError([best, within, outside]).name).toBe('within');
    expect(chooseWithinOneStandardError([outside, further, within, best]).name).toBe('further');
  });

  it('may be any candidate between the best and one within the standard error', () => {
    // Differences 1, 1, 1, 0 sum to 3, more than their own standard error of 1 but less than the 4 of an eligible one.
    const between = candidate('between', [2, 2, 2, 1], 0.05);
    const further = candidate('further', [6, 0, 1, 1], 0.1);
    expect(chooseWithinOneStandardError([best, between]).name).toBe('best');
    expect(chooseWithinOneStandardError([best, between, further]).name).toBe('between');
  });

  it('never takes what is worse on every line by the same, however little', () => {
    const worse = candidate('worse', [1.125, 1.125, 1.125, 1.125], 0.1);
    expect(chooseWithinOneStandardError([worse, best]).name).toBe('best');
  });

  it('gives equals to the better likelihood, then to the earlier', () => {
    expect(chooseWithinOneStandardError([candidate('a', [3, 0, 1, 1], 0.3), best]).name).toBe('best');
    expect(chooseWithinOneStandardError([{ ...best, name: 'earlier' }, best]).name).toBe('earlier');
  });

  it('is by likelihood alone where there is no SemER', () => {
    const a = candidate('a', [3, 0, 1, 1], NaN);
    expect(chooseWithinOneStandardError([a, { ...best, semer: NaN }]).name).toBe('best');
  });

  const losses = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 5, maxLength: 5 });
  const runs = fc.array(
    fc.tuple(losses, fc.integer({ min: 0, max: 4 })).map(([of, errors]) => candidate('any', of, errors / 4)),
    { minLength: 1, maxLength: 6 },
  );

  it('has no more semantic error than the best likelihood', () => {
    fc.assert(
      fc.property(runs, (all) => {
        const likeliest = all.reduce((a, b) => (b.nll < a.nll ? b : a));
        expect(chooseWithinOneStandardError(all).semer).toBeLessThanOrEqual(likeliest.semer);
      }),
    );
  });

  it('does not change when a line is as much harder for every candidate', () => {
    fc.assert(
      fc.property(runs, losses, (all, harder) => {
        const shifted = all.map(({ lineLosses, semer }) =>
          candidate(
            'any',
            harder.map((more, line) => more + lineLosses[line]!),
            semer,
          ),
        );
        expect(shifted.indexOf(chooseWithinOneStandardError(shifted))).toBe(
          all.indexOf(chooseWithinOneStandardError(all)),
        );
      }),
    );
  });
});

describe('development scores', () => {
  // The one feature stands for the log-odds.
  const measured = (lists: RankedLists, lines: ReferenceUtterance[]) =>
    scoreDevelopment(Float64Array.from(lists.features), lists, lines);
  const slot = { name: 'title', value: 'dune', entityId: '' };
  const reading = (slots: readonly (typeof slot)[]) =>
    ({ id: 'h', domain: 'Music', intent: 'Play', slots, scores: {}, signals: {} }) as unknown;
  const line = (domain: string, readings: unknown[]) =>
    ({ hypotheses: readings, truth: { domain, intent: 'Play', slots: [slot] } }) as unknown as ReferenceUtterance;

  it('of a right one at 3/4 and a wrong one at 1/2 are ln 4/3 and ln 2, in the mean (ln 4/3 + ln 2)/2, and SemER 0', () => {
    const lists: RankedLists = {
      columns: 1,
      features: Float32Array.of(Math.log(3), 0),
      right: Uint8Array.of(1, 0),
      semanticError: Float64Array.of(0, 1),
      offsets: Int32Array.of(0, 1, 2),
      own: Uint8Array.of(1, 0),
    };
    const scores = measured(lists, [line('Music', [reading([slot])]), line('Other', [reading([])])]);
    expect(scores.nll).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 7);
    expect(scores.lineLosses[0]).toBeCloseTo(Math.log(4 / 3), 7);
    expect(scores.lineLosses[1]).toBeCloseTo(Math.log(2), 7);
    expect(scores.semer).toBe(0);
  });

  it('sum the losses of a line and average over hypotheses: ln 2 twice and ln 2 once', () => {
    const lists: RankedLists = {
      columns: 1,
      features: new Float32Array(3),
      right: Uint8Array.of(1, 0, 0),
      semanticError: Float64Array.of(0, 1, 1),
      offsets: Int32Array.of(0, 2, 3),
      own: Uint8Array.of(0, 0),
    };
    const lines = [line('Other', [reading([]), reading([])]), line('Other', [reading([])])];
    const { nll, lineLosses } = measured(lists, lines);
    expect(nll).toBeCloseTo(Math.LN2, 14);
    expect(lineLosses).toEqual(Float64Array.of(2 * Math.LN2, Math.LN2));
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
    expect(measured(lists, [line('Music', [reading([slot]), reading([])])]).semer).toBe(1 / 2);
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
    expect(measured(lists, [line('Books', [reading([])])]).semer).toBe(NaN);
  });
});
