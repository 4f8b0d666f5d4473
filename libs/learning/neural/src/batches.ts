import { countRows, type Labels, type RankedLists } from '@tiebreak/objectives';
import type { Random } from '@tiebreak/statistics';

/** Some whole lists of the training set. */
export interface Batch {
  /** Numbers of their rows in the whole set. */
  readonly rows: Int32Array;
  /** Their labels, row i being rows[i]. */
  readonly labels: Labels;
  /**
   * The batch's mean over own utterances times `ownScale`, and its mean over rows times `rowScale`, have the means over
   * the whole set as expectations. The batch's means alone have not: batches differ in own utterances and in rows.
   */
  readonly ownScale: number;
  readonly rowScale: number;
}

/** Rows that no batch of `batchLists` lists can exceed. */
export function mostRows({ offsets, own, right }: RankedLists, batchLists: number): number {
  let longest = 0;
  for (let list = 0; list < own.length; list++) longest = Math.max(longest, offsets[list + 1]! - offsets[list]!);
  return Math.min(right.length, longest * batchLists);
}

/**
 * Gathers lists into batches. All share one memory: a batch is good until the next one is gathered.
 * @param batchLists lists that a batch has at most
 * @returns a function of list numbers, no two alike
 */
export function batchGatherer(lists: RankedLists, batchLists: number): (chosen: readonly number[]) => Batch {
  const { offsets, own } = lists;
  const allRows = countRows(lists);
  const capacity = mostRows(lists, batchLists);
  const allOwn = own.reduce((sum, flag) => sum + flag, 0);

  const rows = new Int32Array(capacity);
  const right = new Uint8Array(capacity);
  const semanticError = new Float64Array(capacity);
  const batchOffsets = new Int32Array(batchLists + 1);
  const batchOwn = new Uint8Array(batchLists);
  return (chosen) => {
    let count = 0;
    let ownCount = 0;
    chosen.forEach((list, i) => {
      for (let row = offsets[list]!; row < offsets[list + 1]!; row++, count++) {
        rows[count] = row;
        right[count] = lists.right[row]!;
        semanticError[count] = lists.semanticError[row]!;
      }
      batchOffsets[i + 1] = count;
      batchOwn[i] = own[list]!;
      ownCount += own[list]!;
    });
    const scale = own.length / chosen.length;
    return {
      rows: rows.subarray(0, count),
      labels: {
        right: right.subarray(0, count),
        semanticError: semanticError.subarray(0, count),
        offsets: batchOffsets.subarray(0, chosen.length + 1),
        own: batchOwn.subarray(0, chosen.length),
      },
      ownScale: allOwn === 0 ? 0 : (scale * ownCount) / allOwn,
      rowScale: (scale * count) / allRows,
    };
  };
}

/** The numbers of all `lists` lists in random order, cut into batches; the last one may have fewer than `batchLists`. */
export function shuffledBatches(lists: number, batchLists: number, random: Random): number[][] {
  const order = random.shuffle(Array.from({ length: lists }, (_, list) => list));
  return Array.from({ length: Math.ceil(lists / batchLists) }, (_, batch) =>
    order.slice(batch * batchLists, (batch + 1) * batchLists),
  );
}
