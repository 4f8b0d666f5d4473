import { logit } from '@tiebreak/interpretation';
import { decisionOf, reportOf } from '../test/decisions';
import { evidenceOf, topOutcome } from './domain-evidence';

const decision = decisionOf([
  ['a', 'Music', 0.2],
  ['b', 'Music', 0.9],
  ['c', 'Books', 0.4],
  ['d', 'Video', 0.3],
]);
const told = (said: Parameters<typeof reportOf>[0]) =>
  evidenceOf(decision, reportOf(said)).map(({ domain, right, wrong }) => [domain, right, wrong]);

describe('evidence of a domain', () => {
  it('says of the right one that its domain has no other, and nothing of other domains', () => {
    expect(told({ rightHypothesisId: 'b' })).toEqual([['Music', 0, [1]]]);
    expect(told({ rightHypothesisId: 'a' })).toEqual([['Music', 1, [0]]]);
  });

  it('leaves what is neither right nor wrong unknown', () => {
    expect(told({ wrongHypothesisIds: ['b'] })).toEqual([['Music', undefined, [0]]]);
    expect(told({ wrongHypothesisIds: ['a'] })).toEqual([['Music', undefined, [1]]]);
    expect(told({ wrongHypothesisIds: ['d'] })).toEqual([]);
  });

  it('takes all for wrong when none was right, and those that are named, but not what a fallback scored', () => {
    const all = [
      ['Music', undefined, [0, 1]],
      ['Books', undefined, [0]],
    ];
    expect(told({ noneRight: true })).toEqual(all);
    expect(told({ wrongHypothesisIds: ['a', 'b', 'c', 'd'] })).toEqual(all);
    expect(told({ rightHypothesisId: 'b', wrongHypothesisIds: ['c'] })).toEqual([
      ['Music', 0, [1]],
      ['Books', undefined, [0]],
    ]);
  });

  it('has scores in descending order, and knows the first one only when it was told of it', () => {
    const [evidence] = evidenceOf(decision, reportOf({ wrongHypothesisIds: ['a'] }));
    expect(evidence).toMatchObject({ logOdds: [logit(0.9), logit(0.2)], topScore: 0.9 });
    expect(topOutcome(evidence!)).toBeUndefined();
    expect(topOutcome({ ...evidence!, wrong: [0] })).toBe(0);
    expect(topOutcome({ ...evidence!, right: 0 })).toBe(1);
    expect(topOutcome({ ...evidence!, right: 1, wrong: [0] })).toBe(0);
  });
});
