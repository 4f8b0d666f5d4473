import { mix32 } from './mix';

/**
 * The fold of an utterance, from its id alone: it stays the same whatever else the data holds and in whatever order,
 * so that a line never moves from train to test when lines are added. FNV-1a over the id's UTF-16 code units.
 * @param folds how many, at least 1; over many ids they come out about equally large
 * @param seed a whole number, of which the low 32 bits count; other seeds give unrelated assignments
 * @returns a whole number in [0, `folds`)
 * @throws RangeError when `folds` is not a whole number of at least 1
 */
export function foldOf(id: string, folds: number, seed: number): number {
  if (!Number.isInteger(folds) || folds < 1) throw new RangeError(`expected at least 1 fold, got ${folds}`);
  let hash = 0x811c9dc5 ^ mix32(seed);
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  // FNV leaves the high bits of ids that differ at their end alike; the finaliser spreads them.
  return Math.floor(((mix32(hash) >>> 0) / 2 ** 32) * folds);
}
