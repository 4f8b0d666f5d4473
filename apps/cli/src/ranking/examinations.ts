/** Ways of estimating how likely each place is looked at, by their names on the command line. */
export const EXAMINATIONS = ['harvested', 'trust', 'swapped', 'even'] as const;
export type Examination = (typeof EXAMINATIONS)[number];
