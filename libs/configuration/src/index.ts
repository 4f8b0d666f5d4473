export { environment, setForLibraries } from './environment';
export { decisionPolicy, readJointMap } from './decision-policy';
export { ConsoleSettings } from './console-settings';
export { readRegistry, RegistryEntry } from './registry';
export { SearchSettings } from './search-settings';
export {
  AggregatorSettings,
  DecisionSettings,
  RerankerSettings,
  TlsSettings,
  TracingSettings,
} from './service-settings';
export { ConfigurationError, describeSettings, readSettings, type Setting } from './setting';
export { violationsOf } from './violations';
