import { compared, merged, repeated } from '../test/compared-lines';
import { semerPower, semerRule } from './index';

const SEED = 1;

describe('the rule of merged SemER', () => {
  it('lets a rise pass that may be chance, and refuses one that is not', () => {
    const worse = (count: number) => semerRule([...repeated(count, 0, 1), ...repeated(100, 0, 0)], 'incumbent', SEED);
    expect(worse(2)).toMatchObject({ rule: 'semer', passed: true, limit: 0 });
    const refused = worse(10);
    expect(refused).toMatchObject({ passed: false });
    // 10 edits more over 110 lines of two labels.
    expect(refused.reason).toContain(`merged SemER is +${(10 / 220).toFixed(4)} against the incumbent's`);
    expect(refused.measured).toBeGreaterThan(0);
    expect(refused.measured).toBeLessThan(10 / 220);
  });

  it('looks at pairs: ten worse pass beside ten better', () => {
    expect(semerRule([...repeated(10, 0, 1), ...repeated(10, 1, 0)], 'incumbent', SEED).passed).toBe(true);
  });

  it('refuses what is worse than the last major release, though not than the incumbent', () => {
    const lines = Array.from({ length: 100 }, (_, i) =>
      compared(merged(i < 9 ? 1 : 0), merged(i < 10 ? 1 : 0), `u${i}`, merged(0)),
    );
    expect(semerRule(lines, 'incumbent', SEED).passed).toBe(true);
    expect(semerRule(lines, 'lastMajor', SEED)).toMatchObject({ rule: 'semer-since-major', passed: false });
  });

  it('does not pass what it cannot measure: no line in domain', () => {
    const { errors: _errors, ...outcome } = merged(1).outcome;
    const other = { ...merged(1), outcome };
    expect(semerRule([compared(other, other)], 'incumbent', SEED)).toMatchObject({ passed: false, measured: NaN });
  });

  it('refuses to compare with a last major release that some line lacks', () => {
    expect(() => semerRule(repeated(1, 0, 0), 'lastMajor', SEED)).toThrow('merged with the last major release');
  });
});

describe('the power of the rule', () => {
  it('is, for equal bundles, 7.85 label edits: (1.960 + 0.842)^2', () => {
    expect(semerPower(repeated(100, 1, 1)) * 200).toBeCloseTo(7.849, 3);
  });

  it('is less where more lines differ', () => {
    const differing = [...repeated(20, 0, 1), ...repeated(20, 1, 0), ...repeated(60, 0, 0)];
    expect(semerPower(differing)).toBeGreaterThan(semerPower(repeated(100, 0, 0)));
  });
});
