import { readFileSync } from 'node:fs';
import { DARK, LIGHT } from '@tiebreak/report/palette';

const css = readFileSync(new URL('../style/tokens.css', import.meta.url), 'utf8');

describe('the colours of the console', () => {
  it('are those of the report, in the light, in the dark, and in the dark by choice', () => {
    const of = (name: string): string[] =>
      [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]+);`, 'g'))].map(([, colour]) => colour!);
    for (const name of Object.keys(LIGHT) as (keyof typeof LIGHT)[])
      expect([name, ...of(name)]).toEqual([name, LIGHT[name], DARK[name], DARK[name]]);
  });
});
