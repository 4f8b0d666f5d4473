import { percent } from '../view/numbers';

/** A probability as a bar with its number: solid for what models say, an outline for what came from upstream. */
export function ScoreBar({ share, series }: { readonly share: number; readonly series: 'models' | 'baseline' }) {
  return (
    <span class={`score-bar ${series}`}>
      <span class="track" aria-hidden="true">
        {share > 0 && <span class="fill" style={{ width: `${100 * Math.min(1, Math.max(0, share))}%` }} />}
      </span>
      <span class="value">{percent(share)}</span>
    </span>
  );
}
