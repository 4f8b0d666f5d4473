import { parseDocument } from '../document';
import { renderSimulation } from './simulation-page';
import type { SimulationContents } from './simulation-contents';

const interval = [-0.01, 0.03] as const;

function contents(name = 'thompson'): SimulationContents {
  const kinds = ['all', 'titles'];
  const curve = kinds.map(() => [
    { candidates: 40, coverage: 0.7 },
    { candidates: 20, coverage: 0.5 },
  ]);
  return {
    ...{ file: 'table.jsonl', queries: { met: 100, tuned: 90 }, rounds: 1_000, seeds: 2, price: 0.001, noise: 0 },
    ...{ strategies: ['lexical', 'fuzzy'], kinds, frontier: curve },
    policies: [name, 'all-10'].map((policy) => ({
      name: policy,
      coverage: kinds.map((kind) => {
        const aboveStatic = { value: 0.01, interval };
        return { kind, rounds: 500, candidates: 30, coverage: 0.6, staticCoverage: 0.59, aboveStatic };
      }),
      ...{ value: 0.5, above: { value: 0.1, interval }, clairvoyantRegret: 0.2 },
      regret: [
        [0.2, 0.1],
        [0.4, 0.1],
      ],
      shares: [
        [0.5, 0.9],
        [0.5, 0.1],
      ],
      curve,
    })),
    recovery: { strategy: 'fuzzy', rounds: 2_000, window: 500, share: 0.97, shares: [0.97] },
  };
}

describe('the page of a simulation', () => {
  const page = renderSimulation(contents());
  const document = parseDocument(page);

  it('answers three questions, each with its pictures', () => {
    const sections = [...document.querySelectorAll('main > section')];
    expect(sections.map(({ id }) => id)).toEqual(['coverage', 'regret', 'strategies']);
    const labels = [...document.querySelectorAll('svg[role="img"]')].map((svg) => svg.getAttribute('aria-label'));
    expect(labels).toEqual([
      'Coverage against candidates: all',
      'Coverage against candidates: titles',
      'Cumulative regret by round',
      'Share of queries that each strategy runs for: thompson',
      'Share of queries that each strategy runs for: all-10',
    ]);
    expect(document.querySelector('.lead')!.textContent).toContain('97.0%');
  });

  it('says that runs cannot tell when the interval holds 0, and what is lost early and late', () => {
    expect(document.querySelector('#coverage .answer')!.textContent).toContain('cannot tell');
    expect(document.querySelector('#regret .answer')!.textContent).toMatch(/loses 0\.3000 a round.*0\.1000/s);
  });

  it('needs nothing beside itself, has the same bytes every time, and shows names as text', () => {
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!www\.w3\.org)/);
    expect(renderSimulation(contents())).toBe(page);
    const hostile = parseDocument(renderSimulation(contents('<script>alert(1)</script>')));
    expect([...hostile.querySelectorAll('script')]).toHaveLength(0);
  });
});
