import type { Belief } from '../model/bayesian-regression';
import type { PolicyState } from './policy-state';
import { untaughtPolicy } from './policy-state';

const FORMAT_VERSION = 1;

/** A belief as JSON: covariances by rows, each up to its diagonal. */
interface WrittenBelief {
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
}

interface WrittenState extends Omit<PolicyState, 'model'> {
  readonly formatVersion: number;
  readonly beliefs: readonly WrittenBelief[];
}

/** A state as JSON text, from which `readPolicyState` makes the same bits. */
export function writePolicyState({ model, ...state }: PolicyState): string {
  const written: WrittenState = {
    formatVersion: FORMAT_VERSION,
    ...state,
    beliefs: (model?.beliefs ?? []).map(({ mean, covariance }) => ({
      mean: [...mean],
      covariance: lowerTriangle(covariance, mean.length),
    })),
  };
  return JSON.stringify(written);
}

/**
 * The state that `writePolicyState` wrote.
 * @throws RangeError when it has another format, or does not hold what its settings need
 */
export function readPolicyState(text: string): PolicyState {
  const { formatVersion, beliefs, ...state } = JSON.parse(text) as WrittenState;
  if (formatVersion !== FORMAT_VERSION)
    throw new RangeError(`policy state: expected format ${FORMAT_VERSION}, got ${String(formatVersion)}; rebuild it`);
  const { model } = untaughtPolicy(state.settings, state.space);
  const expected = model?.beliefs.map(({ mean }) => mean.length) ?? [];
  const sizes = beliefs.map(({ mean }) => mean.length);
  if (sizes.join() !== expected.join() || beliefs.some(({ mean, covariance }) => !fits(mean, covariance)))
    throw new RangeError(
      `policy state: expected beliefs of ${expected.join(', ')} numbers, got ${sizes.join(', ')}; rebuild it`,
    );
  if (model === undefined) return state;
  return { ...state, model: { settings: model.settings, beliefs: beliefs.map(readBelief) } };
}

function fits(mean: readonly number[], covariance: readonly number[]): boolean {
  return covariance.length === (mean.length * (mean.length + 1)) / 2 && [...mean, ...covariance].every(Number.isFinite);
}

function readBelief({ mean, covariance }: WrittenBelief): Belief {
  const size = mean.length;
  const full = new Float64Array(size * size);
  for (let i = 0, at = 0; i < size; i++)
    for (let j = 0; j <= i; j++, at++) full[i * size + j] = full[j * size + i] = covariance[at]!;
  return { mean: Float64Array.from(mean), covariance: full };
}

function lowerTriangle(matrix: Float64Array, size: number): number[] {
  return Array.from({ length: size }, (_, i) => [...matrix.subarray(i * size, i * size + i + 1)]).flat();
}
