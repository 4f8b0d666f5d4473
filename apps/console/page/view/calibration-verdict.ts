import type { ModelCalibrationView } from '@tiebreak/aggregator-host/views';

/** How a model stands, the worst first. */
export interface Verdict {
  readonly level: 'alarm' | 'warning' | 'fine' | 'unknown';
  readonly text: string;
}

/** One sentence of a model: an alarm outweighs a warning, and without outcomes nothing is said to be fine. */
export function calibrationVerdict(model: Pick<ModelCalibrationView, 'detector' | 'warning' | 'topOutcomes'>): Verdict {
  const { detector, warning, topOutcomes } = model;
  if (detector.alarm) return { level: 'alarm', text: 'Alarm: outcomes say that its scores do not mean what they say.' };
  if (warning.active)
    return { level: 'warning', text: 'Warning: its scores have shifted; outcomes do not say that they are wrong.' };
  if (topOutcomes === 0) return { level: 'unknown', text: 'Nothing is known yet: no outcome has come.' };
  return { level: 'fine', text: 'No evidence against its calibration.' };
}
