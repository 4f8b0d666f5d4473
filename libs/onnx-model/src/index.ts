export { BundleError } from './bundle-error';
export { bundleDigest, sha256 } from './digest';
export { findBundles } from './find-bundles';
export { GRAPH, logLinearGraph } from './graph';
export { type BundleRole, type DataFile, FORMAT_VERSION, type Manifest, readManifest } from './manifest';
export { OnnxScoringModel } from './onnx-scoring-model';
export { type BundleExpectations, readBundleFiles, readRerankerBundle, type RerankerBundle } from './read-bundle';
export { type BundleDetails, writeBundle } from './write-bundle';
