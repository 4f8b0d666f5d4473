export { FeedbackStoreError, type FeedbackStores, type OpenOptions } from './feedback-stores';
export { openFeedbackStores } from './open-feedback-stores';
