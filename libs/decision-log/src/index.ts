export { openDecisionLog, type OpenOptions } from './open-decision-log';
