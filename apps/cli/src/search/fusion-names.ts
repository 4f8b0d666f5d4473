/** Ways of making one list of several, by their names on the command line. */
export const FUSION_NAMES = ['minmax', 'rrf'] as const;
export type FusionName = (typeof FUSION_NAMES)[number];
