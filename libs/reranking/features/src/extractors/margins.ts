import type { FeatureGroup } from '../feature-extractor';
import { logProducts } from '../posterior';

/**
 * Distance in ln product to the domain's own best and to the best of the others: 0 and the lead for the best
 * hypothesis, negative (or 0 in a tie) for the rest. An only hypothesis has both 0; `only` then tells that nothing competed.
 */
export const margins: FeatureGroup = {
  name: 'margins',
  version: 1,
  columns: () => ['margin_to_best', 'margin_to_rival', 'only'],
  write: (row, at, hypothesis, { hypotheses }) => {
    const logs = logProducts(hypotheses);
    const own = logs[hypotheses.indexOf(hypothesis)]!;
    let rival = -Infinity;
    for (let i = 0; i < logs.length; i++) if (hypotheses[i] !== hypothesis) rival = Math.max(rival, logs[i]!);
    if (rival === -Infinity) {
      row[at + 2] = 1;
      return;
    }
    row[at] = own - Math.max(own, rival);
    row[at + 1] = own - rival;
  },
};
