import { defineDomain } from '@tiebreak/scoring';

/** Films, shows, and where they are on. */
export const video = defineDomain({
  name: 'Video',
  noun: 'film',
  intents: ['SearchCreativeWork', 'SearchScreeningEvent'],
  slotNames: [
    'location_name',
    'movie_name',
    'movie_type',
    'object_location_type',
    'object_name',
    'object_type',
    'spatial_relation',
    'timeRange',
  ],
});
