import type { ContributionView } from '../view/answer-view';
import { shownContributions } from '../view/contributions';
import { brief, signed } from '../view/numbers';
import { Headings } from './data-table';

/** Features that a reader takes in at once. */
const SHOWN = 10;

/** What each feature brings to a score, as bars to both sides of nothing; the sum is below. */
export function ContributionBars({ contributions }: { readonly contributions: readonly ContributionView[] }) {
  const { largest, others, bias, total } = shownContributions(contributions, SHOWN);
  const rows = [
    ...largest.map(({ feature, value, logOdds }) => ({ label: feature, value: brief(value), logOdds })),
    ...(others.count === 0 ? [] : [{ label: `${others.count} others`, value: '', logOdds: others.logOdds }]),
    { label: 'bias', value: '', logOdds: bias },
  ];
  const widest = Math.max(1e-9, ...rows.map(({ logOdds }) => Math.abs(logOdds)));
  return (
    <table class="contributions">
      <caption class="unseen">Contributions in log-odds</caption>
      <Headings columns={['feature', { number: 'value' }, 'log-odds']} />
      <tbody>
        {rows.map(({ label, value, logOdds }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td class="number">{value}</td>
            <td>
              <span class="swing">
                <span class={logOdds < 0 ? 'half against' : 'half'} aria-hidden="true">
                  <span
                    class={logOdds < 0 ? 'against' : 'for'}
                    style={{ width: `${(100 * Math.abs(logOdds)) / widest}%` }}
                  />
                </span>
                <span class="value">{signed(logOdds)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            sum, before calibration
          </th>
          <td>
            <span class="swing">
              <span class="half" />
              <span class="value">{signed(total)}</span>
            </span>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
