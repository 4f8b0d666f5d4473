import type { FeatureExtractor } from '../feature-extractor';

/** Which of the known slots a hypothesis fills: an album without an artist is another claim than an artist alone. */
export const slotNames: FeatureExtractor = {
  name: 'slot_names',
  version: 1,
  columns: ({ slotNames: known }) => known.map((name) => `slot=${name}`),
  extract: ({ slots }, _, { slotNames: known }) => {
    const columns = new Array<number>(known.length).fill(0);
    for (const { name } of slots) {
      const position = known.indexOf(name);
      if (position >= 0) columns[position] = 1;
    }
    return columns;
  },
};
