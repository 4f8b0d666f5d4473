import { html } from '../html';
import { decimal } from '../number-format';
import { lineLegend, linePlot } from '../plots/line-plot';
import type { Section } from '../sections/section';
import type { SimulatedPolicy, SimulationContents } from './simulation-contents';

/** What policies lose while they learn. */
export function regretSection({ policies, rounds }: SimulationContents): Section {
  const lines = policies.map((policy) => ({ name: policy.name, points: cumulative(policy, rounds) }));
  const first = policies[0]!;
  const windows = meanRegret(first);
  const [early, late] = [windows[0]!, windows.at(-1)!];
  return {
    id: 'regret',
    topic: 'Regret',
    question: 'What is lost while it learns?',
    answer: html`${first.name} loses ${decimal(early, 4)} a round at first and ${decimal(late, 4)} at the end, against
    the contextual oracle.`,
    body: html`${lineLegend(policies.map(({ name }) => name))}
      <figure class="panel">
        <figcaption>Cumulative regret, mean over runs</figcaption>
        ${linePlot(lines, { label: 'Cumulative regret by round', x: 'round', y: 'entities, less their price' })}
      </figure>
      <p class="note">
        The contextual oracle has seen every strategy’s whole list for every query and knows no more of a query than its
        features. One that knows every rank would earn
        ${policies.map(({ name, clairvoyantRegret }, i) => html`${i === 0 ? '' : ', '}${decimal(clairvoyantRegret)} a round more than ${name}`)}.
      </p>`,
  };
}

/** Regret a round in each part of the runs, over all of them. */
function meanRegret({ regret }: SimulatedPolicy): number[] {
  return regret[0]!.map((_, w) => regret.reduce((sum, run) => sum + run[w]!, 0) / regret.length);
}

function cumulative(policy: SimulatedPolicy, rounds: number): { x: number; y: number }[] {
  const windows = meanRegret(policy);
  const width = rounds / windows.length;
  let sum = 0;
  return [{ x: 0, y: 0 }, ...windows.map((mean, w) => ({ x: (w + 1) * width, y: (sum += mean * width) }))];
}
