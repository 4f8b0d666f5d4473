export { environment, setForLibraries } from './environment';
export { decisionPolicy, readJointMap } from './decision-policy';
export { NluSettings } from './nlu-settings';
export { ConsoleSettings } from './console-settings';
export { readRegistry, RegistryEntry } from './registry';
export { LiveCalibrationSettings } from './live-calibration-settings';
export { SearchSettings } from './search-settings';
export {
  AggregatorSettings,
  DecisionSettings,
  RerankerSettings,
  TlsSettings,
  TracingSettings,
} from './service-settings';
export { ConfigurationError, describeSettings, readSettings, type Setting } from './setting';
export { readInstance } from './read-instance';
export { violationsOf } from './violations';
