import { contextAttribute, slotCount, upstreamLogits } from '@tiebreak/features';
import { defineDomain } from '@tiebreak/scoring';
import type { TrainedReranker, TrainingOptions } from '../src/index';
import { simulatedLines } from './simulated-lines';

export const music = defineDomain({ name: 'Music', features: [upstreamLogits, slotCount, contextAttribute('device')] });
export const train = simulatedLines(750, 1);
export const development = simulatedLines(300, 2);
export const options: TrainingOptions = {
  kind: 'log-linear',
  objective: 'r3',
  calibrator: 'platt',
  seed: 1,
  gateLines: 'left-out',
};

/** Everything that training found; functions do not compare. */
export const found = ({ schema, ...rest }: TrainedReranker) => ({ ...rest, features: schema.entries });
