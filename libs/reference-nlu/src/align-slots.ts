import type { Segment } from './crf/labels';
import type { Token } from './text/tokenize';

/** Part of an utterance that fills a slot; offsets count UTF-16 code units. */
export interface SlotSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The segments of tokens that slots cover, in order. A token that a slot cuts belongs to it.
 * @throws RangeError naming a slot that covers no token, has a name not in `names`, or shares a token with another
 */
export function alignSlots(tokens: readonly Token[], slots: readonly SlotSpan[], names: readonly string[]): Segment[] {
  const taken = new Map<number, number>();
  const segments = slots.map(({ name: text, start, end }, i) => {
    const first = tokens.findIndex((token) => token.end > start);
    const last = tokens.findLastIndex((token) => token.start < end);
    if (first < 0 || last < first)
      throw new RangeError(`slots[${i}]: expected words between ${start} and ${end}, got none`);
    const name = names.indexOf(text);
    if (name < 0) throw new RangeError(`slots[${i}].name: expected one of ${names.join(', ')}, got ${text}`);
    for (let t = first; t <= last; t++) {
      const other = taken.get(t);
      if (other !== undefined)
        throw new RangeError(`slots[${i}]: expected words that no other slot has, got one of slots[${other}]`);
      taken.set(t, i);
    }
    return { name, first, last };
  });
  return segments.sort((a, b) => a.first - b.first);
}
