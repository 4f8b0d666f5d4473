export {
  describeValue,
  describeViolation,
  FieldReader,
  get,
  type Fields,
  type Reading,
  type Violation,
} from './field-reader';
export {
  type Context,
  type Hypothesis,
  type Interpretation,
  type LabelledUtterance,
  type NBestList,
  ofDomain,
  OUT_OF_DOMAIN,
  productScore,
  type ReferenceInterpretation,
  type ReferenceUtterance,
  sameInterpretation,
  type SlotValue,
  type UpstreamScores,
  type Utterance,
} from './interpretation';
export { LIMITS } from './limits';
export { logit, type Logit, probability, type Probability, sigmoid, softplus } from './numbers';
export { byScore, type Contribution, type RankedHypothesis } from './ranking';
export {
  readContext,
  readHypotheses,
  readLabelledUtterance,
  readSignals,
  readSlots,
  readUtterance,
} from './read-interpretation';
