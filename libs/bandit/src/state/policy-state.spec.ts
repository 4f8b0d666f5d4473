import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { context, outcomes, SPACE } from '../../test/small-space';
import { namedPolicy, POLICY_NAMES } from '../policies/policy-settings';
import { applyFeedback, policyFrom, type PolicyState, untaughtPolicy, versionOf } from './policy-state';
import { readPolicyState, writePolicyState } from './serialise-state';

const PRICE = { perCandidate: 0.002, perMillisecond: 0 };
const fresh = (name: string): PolicyState => untaughtPolicy(namedPolicy(name, SPACE, PRICE), SPACE);
const LOG = outcomes(60, seededRandom(8));

describe.each([...POLICY_NAMES, 'all-25'])('the state of %s', (name) => {
  it('has the same bits however its log is cut into batches, and written and read between them', () => {
    const whole = writePolicyState(applyFeedback(fresh(name), LOG));
    fc.assert(
      fc.property(fc.array(fc.nat(LOG.length), { maxLength: 5 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), LOG.length];
        const live = edges
          .slice(1)
          .reduce(
            (state, to, i) => readPolicyState(writePolicyState(applyFeedback(state, LOG.slice(edges[i], to)))),
            fresh(name),
          );
        expect(writePolicyState(live)).toBe(whole);
      }),
      { numRuns: 10 },
    );
  });

  it('is the same policy after it was written and read', () => {
    const state = applyFeedback(fresh(name), LOG);
    const [before, after] = [state, readPolicyState(writePolicyState(state))].map(policyFrom);
    expect(after!.version).toBe(`${name}@60`);
    expect(after!.choose(context(true), 5)).toEqual(before!.choose(context(true), 5));
  });
});

describe('the state of a policy', () => {
  it('is not changed by what is made of it', () => {
    const state = applyFeedback(fresh('thompson'), LOG.slice(0, 30));
    const before = writePolicyState(state);
    expect(versionOf(applyFeedback(state, LOG.slice(30)))).toBe('thompson@60');
    expect(writePolicyState(state)).toBe(before);
  });

  it('takes nothing twice, and nothing out of order', () => {
    const state = applyFeedback(fresh('thompson'), LOG.slice(0, 30));
    expect(() => applyFeedback(state, LOG.slice(29, 30))).toThrow('position: expected one above 29, got 29');
    expect(() => applyFeedback(state, [LOG[40]!, LOG[35]!])).toThrow('position: expected one above 40, got 35');
  });

  it('refuses outcomes that do not fit, and says why', () => {
    const bad = { ...LOG[0]!, position: 100, depths: [10, 10] };
    expect(() => applyFeedback(fresh('thompson'), [bad])).toThrow('outcome 100: depths: expected 3 numbers, got 2');
    const odd = { ...LOG[0]!, depths: [10, 10, 11] };
    expect(() => applyFeedback(fresh('all-10'), [odd])).toThrow('depth: expected one of 0, 10, 25, 50, 100, got 11');
  });

  it('refuses texts of another format, and beliefs of another space', () => {
    const text = writePolicyState(fresh('thompson'));
    const changed = (change: object): string => JSON.stringify({ ...(JSON.parse(text) as object), ...change });
    expect(() => readPolicyState(changed({ formatVersion: 2 }))).toThrow('policy state: expected format 1, got 2');
    expect(() => readPolicyState(changed({ space: { ...SPACE, queryFeatures: [] } }))).toThrow(
      'policy state: expected beliefs of 7, 7, 7 numbers, got 9, 9, 9; rebuild it',
    );
  });
});
