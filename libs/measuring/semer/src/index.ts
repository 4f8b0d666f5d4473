export {
  compareInterpretations,
  errorRates,
  type ErrorRates,
  inDomain,
  type InterpretationErrors,
  semanticErrorRate,
} from './error-rates';
export { labelEdits, referenceLabels } from './label-edits';
