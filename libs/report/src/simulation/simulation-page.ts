import { html } from '../html';
import { count, decimal, interval, signed } from '../number-format';
import { renderShell } from '../page-shell';
import { coverageSection } from './coverage-section';
import { regretSection } from './regret-section';
import { sharesSection } from './shares-section';
import type { SimulationContents } from './simulation-contents';

/** A simulation of policies as one page that needs nothing beside itself; the same contents give the same bytes. */
export function renderSimulation(contents: SimulationContents): string {
  const { file, policies, queries, rounds, seeds, price, noise, recovery } = contents;
  const [first, ...others] = policies;
  const against = others.map(
    ({ name, above }) =>
      html` It is worth ${signed(above.value, 4)} a round beside ${name}
      (${interval(above.interval, (end) => signed(end, 4))}).`,
  );
  const broken =
    recovery === undefined
      ? undefined
      : html` When ${recovery.strategy} broke halfway, it covered ${decimal(100 * recovery.share, 1)}% of what an oracle
        without it covers, ${count(recovery.rounds)} rounds later.`;
  return renderShell({
    title: `Tiebreak: simulation on ${file}`,
    heading: `Simulation on ${file}`,
    lead: html`${first!.name} met ${count(rounds)} queries
    ${seeds === 1 ? 'in one run' : `in each of ${count(seeds)} runs`}, drawn from ${count(queries.met)}, at a price of
    ${Number(price.toPrecision(3))} a candidate; the user confirms
    ${noise === 0 ? 'whatever is found' : html`${decimal(100 * (1 - noise), 0)}% of what is found`}.${against}${broken}`,
    sections: [coverageSection(contents), regretSection(contents), sharesSection(contents)],
    footer: html`Made by <code>npx tiebreak simulate --report</code>. The same table and flags give the same bytes.`,
  });
}
