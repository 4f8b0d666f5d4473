export { type BareIndex, openBareIndex } from './bare-index';
export { buildIndex, type BuildOptions } from './build/build-index';
export { cachedEncoder } from './encoders/cached-encoder';
export { KnownVectors } from './encoders/known-vectors';
export { vectorsOfIndex } from './encoders/vectors-of-index';
export { ENCODERS, openEncoder } from './encoders/open-encoder';
export { SearchIndex } from './search-index';
export { currentSnapshot, IndexError, type SnapshotManifest } from './snapshot/snapshot';
export { type Action } from './build/write-related';
