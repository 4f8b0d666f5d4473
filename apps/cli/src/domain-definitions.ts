// Made by `npx nx g @tiebreak/generators:domain`: a line for each folder of libs/domains.
export { books } from '@tiebreak/domain-books';
export { music } from '@tiebreak/domain-music';
export { video } from '@tiebreak/domain-video';
