import { defineDomain } from '@tiebreak/scoring';

/** Songs, albums, artists and playlists. */
export const music = defineDomain({
  name: 'Music',
  noun: 'music',
  intents: ['AddToPlaylist', 'PlayMusic', 'SearchCreativeWork'],
  slotNames: [
    'album',
    'artist',
    'entity_name',
    'genre',
    'music_item',
    'object_name',
    'object_type',
    'playlist',
    'playlist_owner',
    'service',
    'sort',
    'track',
    'year',
  ],
});
