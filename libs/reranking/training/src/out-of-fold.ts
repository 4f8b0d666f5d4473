import { type RankedLists, selectLists } from '@tiebreak/objectives';
import { type ModelPart, scorePart } from './reranker-model';

/**
 * Log-odds of every row by a model that was fitted without the row's fold: what the model says of lines it has not seen.
 * @param folds the fold of each list, 0 to `count` - 1
 * @param fit called once a fold that has lists, with the lists outside
 */
export function outOfFoldLogOdds(
  lists: RankedLists,
  folds: Uint8Array,
  count: number,
  fit: (outside: RankedLists) => ModelPart,
): Float64Array {
  const logOdds = new Float64Array(lists.right.length);
  for (let fold = 0; fold < count; fold++) {
    const inside = listsWhere(folds, (f) => f === fold);
    if (inside.length === 0) continue;
    const part = fit(
      selectLists(
        lists,
        listsWhere(folds, (f) => f !== fold),
      ),
    );
    const predictions = scorePart(part, selectLists(lists, inside).features);
    let next = 0;
    for (const list of inside) {
      for (let row = lists.offsets[list]!; row < lists.offsets[list + 1]!; row++) logOdds[row] = predictions[next++]!;
    }
  }
  return logOdds;
}

function listsWhere(folds: Uint8Array, chosen: (fold: number) => boolean): number[] {
  const lists: number[] = [];
  folds.forEach((fold, list) => {
    if (chosen(fold)) lists.push(list);
  });
  return lists;
}
