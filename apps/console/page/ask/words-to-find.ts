// Loaded when it is asked for: the first paint does without the aggregator's logic.
export { wordsToFind } from '@tiebreak/aggregation';
