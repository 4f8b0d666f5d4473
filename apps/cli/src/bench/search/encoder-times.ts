import { cachedEncoder, openEncoder } from '@tiebreak/search-index';
import { median } from '@tiebreak/statistics';

/** What the sentence encoder takes for a query, medians in milliseconds. */
export interface EncoderTimes {
  readonly firstMs: number;
  /** When the query was asked before, and its vector is remembered. */
  readonly againMs: number;
}

/** Of different queries, one after the other. */
export async function sentenceEncoderTimes(queries: readonly string[]): Promise<EncoderTimes> {
  const encoder = cachedEncoder(await openEncoder('sentence'));
  const distinct = [...new Set(queries)];
  const timed = async (): Promise<number> => {
    const times: number[] = [];
    for (const query of distinct) {
      const start = performance.now();
      await encoder.encode([query]);
      times.push(performance.now() - start);
    }
    return median(times);
  };
  // The first sentence of all compiles the model.
  await encoder.encode(['a']);
  return { firstMs: await timed(), againMs: await timed() };
}
