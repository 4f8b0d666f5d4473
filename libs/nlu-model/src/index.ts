export { type NluBundle, type NluDetails, readNluBundle, readNluBundles, writeNluBundle } from './nlu-bundle';
export { NLU_KIND, NluManifest } from './nlu-manifest';
