export { modelAdministration, type ModelAdministrationOptions } from './model-administration';
export { ModelController } from './model.controller';
export { publicKeyIn } from './public-key-file';
export { describeBundle, ReleaseControl } from './release-control';
export { type ModelChange, ReleaseTrail } from './release-trail';
