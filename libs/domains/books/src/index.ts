import { defineDomain } from '@tiebreak/scoring';

/** Books, and what readers think of them. */
export const books = defineDomain({
  name: 'Books',
  noun: 'book',
  intents: ['RateBook', 'SearchCreativeWork'],
  slotNames: [
    'best_rating',
    'object_name',
    'object_part_of_series_type',
    'object_select',
    'object_type',
    'rating_unit',
    'rating_value',
  ],
});
