export { environment } from './environment';
export { readRegistry, RegistryEntry } from './registry';
export { AggregatorSettings, RerankerSettings } from './service-settings';
export { ConfigurationError, describeSettings, readSettings, type Setting } from './setting';
export { violationsOf } from './violations';
