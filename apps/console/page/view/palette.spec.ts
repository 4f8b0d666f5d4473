import { readFileSync } from 'node:fs';
import { DARK, LIGHT } from '@tiebreak/report/palette';

const css = readFileSync(new URL('../style/tokens.css', import.meta.url), 'utf8');

describe('the colours of the console', () => {
  it('are those of the report, in the light and in the dark', () => {
    for (const name of Object.keys(LIGHT) as (keyof typeof LIGHT)[])
      expect([name, css.includes(`--${name}: light-dark(${LIGHT[name]}, ${DARK[name]});`)]).toEqual([name, true]);
  });
});
