export { type LoggedChoice, type Policy, uniformPolicy } from './off-policy/logged-choice';
export { evaluatePolicy, type EvaluationOptions, type PolicyEvaluation } from './off-policy/evaluate-policy';
export { type Estimate } from './off-policy/ratio-of-sums';
export { ENOUGH, type Verdict } from './off-policy/verdict';
