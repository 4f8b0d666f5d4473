/** What bundles of all roles have in common, for those that hold no graph: it loads no ONNX Runtime. */
export { BundleError } from './bundle-error';
export { bundleDigest } from './digest';
export { findBundles } from './find-bundles';
export { type BundleRole, type DataFile, FORMAT_VERSION, gatePassed } from './manifest';
export { readModelFiles } from './model-files';
export { signBundle } from './sign-bundle';
export { readPublicKey, signatureViolation } from './signature';
