import { logit } from '@tiebreak/interpretation';
import { countRows, type RankedLists, sparseRows, standardize } from '@tiebreak/objectives';
import { type Random, seededRandom } from '@tiebreak/statistics';
import { adam } from './adam';
import { batchObjective } from './batch-objective';
import { batchGatherer, mostRows, shuffledBatches } from './batches';
import { initialize, toPerceptron, toRawFeatures, zeroParameters } from './parameters';
import { meanPerceptron, type Perceptron } from './perceptron';
import { type PerceptronOptions, rejectBadOptions } from './perceptron-options';

/**
 * Trains perceptrons under R1, R2 or R3 by Adam in float64 and returns their mean. They differ in initial weights and
 * orders of lists; the mean of their log-odds errs less than they do. Deterministic.
 * @throws RangeError naming the first option that is out of its range
 * @throws Error when there are no hypotheses to learn from
 * @see Hansen & Salamon, "Neural Network Ensembles", IEEE PAMI 1990
 */
export function trainPerceptronEnsemble(lists: RankedLists, options: PerceptronOptions): Perceptron {
  return meanPerceptron(trainMembers(lists, options));
}

/** The members apart: the first ones of a larger ensemble of the same seed are those of a smaller one. */
export function trainMembers(lists: RankedLists, options: PerceptronOptions): Perceptron[] {
  rejectBadOptions(options);
  if (countRows(lists) === 0) throw new Error('expected hypotheses to learn from, got none');
  const { members, epochs, seed, onEpoch } = options;
  let done = 0;
  const train = memberTrainer(lists, options, () => onEpoch?.(++done / (members * epochs)));
  // Seeds drawn, not counted up from the ensemble's: else ensembles of neighbouring seeds would share members.
  const seeds = seededRandom(seed);
  return Array.from({ length: members }, () => train(seededRandom(seeds.integer(2 ** 32))));
}

/** A function that trains one perceptron; all calls share their buffers. */
function memberTrainer(
  lists: RankedLists,
  options: PerceptronOptions,
  onEpoch: () => void,
): (random: Random) => Perceptron {
  const { hidden, epochs, learningRate } = options;
  const features = sparseRows(lists);
  const standardization = standardize(features);
  const batchLists = Math.min(options.batchLists, lists.own.length);
  const gather = batchGatherer(lists, batchLists);
  const objective = batchObjective(features, standardization, options, hidden, mostRows(lists, batchLists));
  // Half a right hypothesis and half a wrong one more, so that one class alone has finite log-odds.
  const logOdds = logit(lists.right.reduce((sum, flag) => sum + flag, 0.5) / (countRows(lists) + 1));
  const steps = epochs * Math.ceil(lists.own.length / batchLists);
  const parameters = zeroParameters(lists.columns, hidden);
  const gradient = zeroParameters(lists.columns, hidden);
  return (random) => {
    initialize(parameters, standardization, logOdds, random);
    const step = adam(parameters.vector.length);
    for (let epoch = 0, taken = 0; epoch < epochs; epoch++) {
      for (const batch of shuffledBatches(lists.own.length, batchLists, random)) {
        objective(parameters, gather(batch), gradient);
        step(parameters.vector, gradient.vector, (learningRate / 2) * (1 + Math.cos((Math.PI * taken++) / steps)));
      }
      onEpoch();
    }
    const raw = zeroParameters(lists.columns, hidden);
    toRawFeatures(parameters, standardization, raw);
    return toPerceptron(raw);
  };
}
