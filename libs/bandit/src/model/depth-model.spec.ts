import { seededRandom } from '@tiebreak/statistics';
import { context, outcomes, SPACE } from '../../test/small-space';
import type { DecisionOutcome } from '../decision/decision-outcome';
import { LEVELS } from '../decision/decision-space';
import { copyModel, type DepthModel, teach, untaughtModel } from './depth-model';
import { missWithin } from './find-odds';
import { drawModel, oddsOf, optimisticOdds } from './read-odds';

const settings = { link: 'logistic', overlap: true, drift: 0 } as const;

function taught(seen: readonly DecisionOutcome[], set: DepthModel['settings'] = settings): DepthModel {
  const model = untaughtModel(SPACE, set);
  for (const outcome of seen) teach(model, SPACE, outcome);
  return model;
}

/** P(strategy finds it within each level), by what is most likely. @param missed levels at which others have */
function reach(model: DepthModel, short: boolean, s: number, missed: readonly number[] = [0, 0, 0]): number[] {
  const form = oddsOf(model, drawModel(model, 1, 0, seededRandom(1)), 0, context(short));
  const misses = new Float64Array(1 + LEVELS);
  missWithin(form, s, Uint8Array.from(missed), misses);
  return [...misses].map((miss) => 1 - miss);
}

describe('a depth model', () => {
  const seen = outcomes(4_000, seededRandom(2));
  const model = taught(seen);

  it('learns how often a strategy finds it within each depth, by the features', () => {
    expect(reach(model, true, 0)[LEVELS]).toBeCloseTo(0.9, 1);
    expect(reach(model, false, 0)[LEVELS]).toBeCloseTo(0.2, 1);
    // Ranks of 1 to 20 are alike: half lie within 10.
    expect(reach(model, true, 0)[1]).toBeCloseTo(0.45, 1);
    expect(reach(model, false, 2)[LEVELS]).toBeCloseTo(0.8, 1);
  });

  it('learns that one finds little that another missed, and that a third still may', () => {
    const after = (s: number): number => reach(model, true, s, [LEVELS, 0, 0])[LEVELS]!;
    expect(reach(model, true, 1)[LEVELS]).toBeGreaterThan(0.75);
    expect(after(1)).toBeLessThan(0.5);
    expect(reach(model, false, 2, [LEVELS, 0, 0])[LEVELS]).toBeGreaterThan(0.65);
  });

  it('learns nothing of strategies that did not run, whatever their ranks are said to be', () => {
    const unlike = seen.map((outcome) => ({
      ...outcome,
      ranks: outcome.ranks.map((rank, s) => (outcome.depths[s] === 0 ? 1 : rank)),
    }));
    expect(taught(unlike)).toEqual(model);
  });

  it('learns nothing of what lies deeper than a strategy ran', () => {
    const cut = seen.map((outcome) => ({
      ...outcome,
      ranks: outcome.ranks.map((rank, s) => (rank > outcome.depths[s]! ? 0 : rank)),
    }));
    expect(taught(cut)).toEqual(model);
  });

  it('forgets with drift: after 400 misses it no longer expects what 4,000 outcomes showed', () => {
    const broken = Array.from({ length: 400 }, (_, i): DecisionOutcome => {
      return { position: 4_000 + i, context: context(true), depths: [100, 0, 0], ranks: [0, 0, 0] };
    });
    const drifting = taught([...seen, ...broken], { ...settings, drift: 1e-3 });
    expect(reach(drifting, true, 0)[LEVELS]).toBeLessThan(0.05);
    expect(reach(taught([...seen, ...broken]), true, 0)[LEVELS]).toBeGreaterThan(0.2);
  });

  it('is copied whole: teaching the copy leaves the first as it was', () => {
    const copy = copyModel(model);
    teach(copy, SPACE, { ...seen[0]!, position: 9_999 });
    expect(copy).not.toEqual(model);
    expect(taught(seen)).toEqual(model);
  });

  it('hopes for more than is likely, the more the wider its bound', () => {
    const linear = taught(seen.slice(0, 100), { ...settings, link: 'linear', overlap: false });
    const [likely, hopeful, bold] = [0, 1, 3].map((width) => optimisticOdds(linear, SPACE, context(true), width).odds);
    likely!.forEach((odds, i) => {
      expect(hopeful![i]).toBeGreaterThanOrEqual(odds);
      expect(bold![i]).toBeGreaterThanOrEqual(hopeful![i]!);
    });
    expect(bold).not.toEqual(likely);
  });
});
