import { html } from '../html';
import { percent } from '../number-format';
import { lineLegend, linePlot } from '../plots/line-plot';
import type { Section } from '../sections/section';
import type { SimulationContents } from './simulation-contents';

/** Which strategies run, as policies learn. */
export function sharesSection({ policies, strategies, rounds }: SimulationContents): Section {
  const last = policies[0]!.shares.map((windows) => windows.at(-1)!);
  const most = last.indexOf(Math.max(...last));
  return {
    id: 'strategies',
    topic: 'Strategies',
    question: 'Which strategies run?',
    answer: html`At the end ${policies[0]!.name} runs ${strategies[most]} the most, for ${percent(last[most]!)} of the
    queries.`,
    body: html`${lineLegend(strategies)}
      <div class="pair">
        ${policies.map(
          ({ name, shares }) =>
            html`<figure class="panel">
              <figcaption>${name}</figcaption>
              ${linePlot(
                strategies.map((strategy, s) => ({
                  name: strategy,
                  points: shares[s]!.map((y, w) => ({ x: ((w + 0.5) * rounds) / shares[s]!.length, y })),
                })),
                {
                  label: `Share of queries that each strategy runs for: ${name}`,
                  x: 'round',
                  y: 'share',
                  yDomain: [0, 1],
                },
              )}
            </figure>`,
        )}
      </div>`,
  };
}
