import type { FeatureGroup } from '../feature-extractor';

/** Which of the known slots a hypothesis fills: an album without an artist is another claim than an artist alone. */
export const slotNames: FeatureGroup = {
  name: 'slot_names',
  version: 1,
  columns: ({ slotNames: known }) => known.map((name) => `slot=${name}`),
  write: (row, at, { slots }, _, { slotNames: known }) => {
    for (const { name } of slots) {
      const position = known.indexOf(name);
      if (position >= 0) row[at + position] = 1;
    }
  },
};
