import { html, type Html } from '../html';
import { count, decimal, interval, signed } from '../number-format';
import { lineLegend, linePlot } from '../plots/line-plot';
import type { Section } from '../sections/section';
import { table } from '../table';
import type { CoveragePoint, KindCoverage, SimulationContents } from './simulation-contents';

const STATIC = 'best static depths';

/** How much is found for how many candidates, by kind of query. */
export function coverageSection(contents: SimulationContents): Section {
  const { policies, kinds, frontier, queries } = contents;
  const all = policies[0]!.coverage[0]!;
  // Policies first, so that each has the same colour in every plot.
  const names = [...policies.map(({ name }) => name), STATIC];
  const plots = kinds.map((kind, k) => {
    const most = Math.max(...policies.flatMap(({ curve }) => curve[k]!.map(({ candidates }) => candidates)));
    const lines = [...policies.map(({ curve }) => curve[k]!), frontier[k]!].map((points, i) => ({
      name: names[i]!,
      points: byCandidates(points).filter(({ x }) => x <= most),
    }));
    return html`<figure class="panel">
      <figcaption>${kind}</figcaption>
      ${linePlot(lines, {
        label: `Coverage against candidates: ${kind}`,
        x: 'candidates a query',
        y: 'share found',
        xDomain: [0, most],
      })}
    </figure>`;
  });
  return {
    id: 'coverage',
    topic: 'Coverage',
    question: 'Is more found with as many candidates?',
    answer: verdict(policies[0]!.name, all),
    body: html`${lineLegend(names)}
      <div class="pair">${plots}</div>
      <p class="note">
        Static depths were tuned on ${count(queries.tuned)} other queries: at each number of candidates the best vector,
        or a mixture of two. Policies were run at several prices of a candidate, the curve’s points.
      </p>
      ${policies.map(({ name, coverage }) =>
        table(
          `${name} against the best static depths with as many candidates; 95% intervals by bootstrap over queries`,
          [
            { heading: 'queries', kind: 'text', cell: ({ kind }: KindCoverage) => kind },
            { heading: 'rounds', kind: 'number', cell: ({ rounds }) => count(rounds) },
            { heading: 'candidates', kind: 'number', cell: ({ candidates }) => decimal(candidates, 1) },
            { heading: 'found', kind: 'number', cell: (row) => decimal(row.coverage) },
            { heading: STATIC, kind: 'number', cell: (row) => decimal(row.staticCoverage) },
            { heading: 'difference', kind: 'number', cell: ({ aboveStatic }) => difference(aboveStatic) },
          ],
          coverage,
        ),
      )}`,
  };
}

function difference({ value, interval: ends }: KindCoverage['aboveStatic']): Html {
  return html`${signed(value)}<small>${interval(ends, signed)}</small>`;
}

function byCandidates(points: readonly CoveragePoint[]): { x: number; y: number }[] {
  return points.map(({ candidates, coverage }) => ({ x: candidates, y: coverage })).sort((a, b) => a.x - b.x);
}

function verdict(name: string, { aboveStatic, candidates }: KindCoverage): Html {
  const [low, high] = aboveStatic.interval;
  const evidence = html`${signed(aboveStatic.value)} at ${decimal(candidates, 1)} candidates a query
  (${interval(aboveStatic.interval, signed)})`;
  if (low > 0) return html`Yes: ${name} finds more than the best static depths, ${evidence}.`;
  if (high < 0) return html`No: ${name} finds less than the best static depths, ${evidence}.`;
  return html`These runs cannot tell: ${evidence}.`;
}
