import { count, decimal, interval, pEquals, percent, pValue, signed } from './number-format';

describe('numbers', () => {
  it('have a true minus sign, and none when they round to zero', () => {
    expect([decimal(-0.0436), decimal(-0.0001), decimal(1.5, 1)]).toEqual(['−0.044', '0.000', '1.5']);
    expect([signed(0.0436), signed(0.0001), signed(-2, 0)]).toEqual(['+0.044', '0.000', '−2']);
  });

  it('that are not defined are a dash', () => {
    expect([decimal(NaN), decimal(Infinity), percent(NaN), pValue(NaN), interval([NaN, 1])]).toEqual(
      Array.from({ length: 5 }, () => '–'),
    );
  });

  it('are shares with one decimal, counts with thousands apart, and p-values down to .001', () => {
    expect([percent(0.0456), percent(1)]).toEqual(['4.6%', '100.0%']);
    expect([count(7), count(1136), count(1234567)]).toEqual(['7', '1,136', '1,234,567']);
    expect([pValue(0.15), pValue(0.0009), pEquals(0.15), pEquals(0.0009)]).toEqual([
      '0.150',
      '< 0.001',
      '=\u00a00.150',
      '<\u00a00.001',
    ]);
  });
});
