export { NLU_KIND, NluManifest } from './nlu-manifest';
export { type NluBundle, type NluExpectations, readNluBundle, readNluBundles } from './read-nlu-bundle';
export { signNluBundle } from './sign-nlu-bundle';
export { type NluDetails, writeNluBundle } from './write-nlu-bundle';
