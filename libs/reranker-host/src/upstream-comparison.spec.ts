import { UpstreamComparison } from './upstream-comparison';

const model = { domain: 'Music', version: '1.2.0' };

function comparison(): { readonly warnings: string[]; readonly compare: UpstreamComparison['compare'] } {
  const warnings: string[] = [];
  const upstream = new UpstreamComparison((message) => warnings.push(message));
  return { warnings, compare: (...of) => upstream.compare(...of) };
}

describe('the versions of the NLU in a request and in the bundle', () => {
  it.each([
    ['4', '4', 'same'],
    ['4', '5', 'other'],
    ['4', ' 4', 'other'],
    ['', '4', 'unknown'],
    ['4', undefined, 'unknown'],
    ['4', '', 'unknown'],
    ['', undefined, 'unknown'],
    ['', '', 'unknown'],
  ])('"%s" and "%s": %s; warned of only when they part', (asked, trainedOn, match) => {
    const { warnings, compare } = comparison();
    expect(compare(asked, trainedOn, model)).toBe(match);
    expect(warnings).toHaveLength(match === 'other' ? 1 : 0);
  });

  it('that part are named once for each pair', () => {
    const { warnings, compare } = comparison();
    for (const asked of ['5', '4', '5', 'six\nlines', '5']) compare(asked, '4', model);
    compare('5', '3', { ...model, version: '1.1.0' });
    expect(warnings).toEqual([
      'Music@1.2.0 was trained on hypotheses of NLU version "4", requests have those of "5"',
      'Music@1.2.0 was trained on hypotheses of NLU version "4", requests have those of "six\\nlines"',
      'Music@1.1.0 was trained on hypotheses of NLU version "3", requests have those of "5"',
    ]);
  });

  it('are told apart up to a hundred, and then counted only', () => {
    const { warnings, compare } = comparison();
    for (let i = 0; i < 1_000; i++) expect(compare(`nlu-${i}`, '4', model)).toBe('other');
    expect(warnings).toHaveLength(101);
    expect(warnings.at(-1)).toBe('Music: further NLU versions are counted, not named');
  });
});
