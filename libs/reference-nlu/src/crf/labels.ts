/**
 * Labels of tokens for segments of given names: 0 is outside of any, 1 + 2i begins a segment of name i, 2 + 2i goes on with
 * it. A continuation stands only after a begin or a continuation of its name, so that label sequences and segmentations
 * correspond one to one.
 * @see Ramshaw & Marcus, "Text Chunking using Transformation-Based Learning", WVLC 1995
 */

/** Tokens `first` up to `last`, both included, are one segment of the name with that number. */
export interface Segment {
  readonly name: number;
  readonly first: number;
  readonly last: number;
}

export const OUTSIDE = 0;
export const beginOf = (name: number): number => 1 + 2 * name;
export const insideOf = (name: number): number => 2 + 2 * name;
export const labelCount = (names: number): number => 1 + 2 * names;

/** Where a sequence starts, as the label before its first. */
export const startOf = (labels: number): number => labels;

/** Whether `label` may stand after `previous`; after the start of a sequence, nothing goes on. */
export function mayFollow(previous: number, label: number, labels: number): boolean {
  const goesOn = label > 0 && label % 2 === 0;
  return !goesOn || (previous !== startOf(labels) && (previous === label || previous === label - 1));
}

/** The labels of `length` tokens with these segments, which do not overlap. */
export function labelsOf(segments: readonly Segment[], length: number): Uint8Array {
  const labels = new Uint8Array(length);
  for (const { name, first, last } of segments) {
    labels.fill(insideOf(name), first, last + 1);
    labels[first] = beginOf(name);
  }
  return labels;
}

/** The segments of a legal label sequence, in order. */
export function segmentsOf(labels: ArrayLike<number>): Segment[] {
  const segments: Segment[] = [];
  for (let first = 0; first < labels.length; first++) {
    if (labels[first]! % 2 === 0) continue;
    const name = (labels[first]! - 1) / 2;
    let last = first;
    while (labels[last + 1] === insideOf(name)) last++;
    segments.push({ name, first, last });
  }
  return segments;
}
