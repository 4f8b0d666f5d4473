import type { PostingCounts, Weighting } from './build-impact-index';

/** BM25's constants: how soon a repeated term stops counting more, and how much long rows are held back. */
const [K1, B] = [1.2, 0.75];

/** Rows as unit vectors of count times inverse frequency: scores are cosines when the query is one too. */
export const unitLength: Weighting = ({ terms, rows, counts, rowCount, rarity }) => {
  const weights = counts.map((count, i) => count * rarity[terms[i]!]!);
  const squares = sumByRow(rows, weights, rowCount, (weight) => weight ** 2);
  return weights.map((weight, i) => weight / Math.sqrt(squares[rows[i]!]!));
};

/**
 * BM25 impacts: the query's weights are 1, or how often a word was said.
 * @see Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009
 */
export const bm25: Weighting = ({ terms, rows, counts, rowCount, meanLength, rarity }) => {
  const lengths = sumByRow(rows, counts, rowCount, (count) => count);
  return counts.map((count, i) => {
    const relativeLength = lengths[rows[i]!]! / meanLength;
    return (rarity[terms[i]!]! * count * (K1 + 1)) / (count + K1 * (1 - B + B * relativeLength));
  });
};

function sumByRow(
  rows: PostingCounts['rows'],
  values: Float32Array,
  rowCount: number,
  of: (value: number) => number,
): Float64Array {
  const sums = new Float64Array(rowCount);
  for (let i = 0; i < rows.length; i++) sums[rows[i]!]! += of(values[i]!);
  return sums;
}
