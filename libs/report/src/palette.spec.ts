import { DARK, LIGHT, type Palette } from './palette';

/** Relative luminance of a colour #rrggbb, in [0, 1] (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_, palette: Palette) => {
  it('has marks of contrast 3 or more on its paper', () => {
    for (const mark of [palette.models, palette.baseline, palette.muted])
      expect(contrast(mark, palette.paper)).toBeGreaterThanOrEqual(3);
  });

  it('has text of contrast 4.5 or more on its paper', () => {
    for (const text of [palette.text, palette.muted]) expect(contrast(text, palette.paper)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#0072b2', '#0072b2')).toBe(1);
  });
});
