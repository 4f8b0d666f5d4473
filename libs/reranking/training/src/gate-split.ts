import { foldOf } from '@tiebreak/statistics';

/** One line in this many is the gate's. */
const PARTS = 5;
/** Never changed: a line that the gate looks at must never have taught any release. */
const SEED = 2_718_281;

/**
 * Whether a training line is left to the gate, which compares candidates with the incumbent on lines that taught
 * neither. It follows from the id alone, so that it is the same in every domain, for every seed and for ever.
 */
export function inGateSplit(id: string): boolean {
  return foldOf(id, PARTS, SEED) === 0;
}
