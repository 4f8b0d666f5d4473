import { alignSlots, type SlotSpan } from './align-slots';
import { trainCrf } from './crf/crf';
import { labelCount, labelsOf } from './crf/labels';
import { trainMaxent } from './maxent/maxent';
import type { NluModel } from './nlu-model';
import { tokenFeatures } from './text/token-features';
import { tokenize } from './text/tokenize';
import { utteranceFeatures } from './text/utterance-features';

/** An utterance of which it is known what was meant, and where. */
export interface TaggedUtterance {
  readonly utterance: string;
  readonly domain: string;
  readonly intent: string;
  readonly slots: readonly SlotSpan[];
}

export interface NluTrainingOptions {
  /** Features are hashed with it; nothing else is random. */
  readonly seed: number;
  /** Told the share of the work that is done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
  /** Other penalties than the usual ones. */
  readonly penalties?: Partial<NluPenalties>;
}

/**
 * One over the variance of the normal prior on every weight; the larger, the smaller are the weights and the closer to each
 * other the probabilities.
 */
export interface NluPenalties {
  readonly domain: number;
  readonly intent: number;
  readonly slots: number;
}

/** A model, with the penalties that it was trained under. */
export interface TrainedNlu {
  readonly model: NluModel;
  readonly penalties: NluPenalties;
}

/** Chosen on one line in five of nlu-train, by models of the others. */
const USUAL: NluPenalties = { domain: 1, intent: 0.5, slots: 0.2 };

/** More passes change the fourth digit. */
const MOST_ITERATIONS = 120;

/** The lines cannot be learned from. */
export class UnteachableNlu extends Error {
  override readonly name = 'UnteachableNlu';
}

/**
 * Trains one domain's NLU: its classifier on all lines, with those of other domains as negatives; intents and slots on its
 * own lines alone. The same lines, seed and penalties give the same bits.
 * @throws UnteachableNlu when there are no lines of the domain, or none of others
 * @throws RangeError naming a slot that is nowhere or where another is
 */
export function trainNlu(domain: string, lines: readonly TaggedUtterance[], options: NluTrainingOptions): TrainedNlu {
  const { seed, onProgress = () => undefined } = options;
  const penalties = { ...USUAL, ...options.penalties };
  const own = lines.filter((line) => line.domain === domain);
  if (own.length === 0) throw new UnteachableNlu(`expected lines of the domain "${domain}", got none`);
  if (own.length === lines.length)
    throw new UnteachableNlu(`expected lines of other domains than "${domain}" too, got none`);
  const intents = namesIn(own.map(({ intent }) => intent));
  const slots = namesIn(own.flatMap((line) => line.slots.map(({ name }) => name)));
  const featuresOf = ({ utterance }: TaggedUtterance): Uint32Array => utteranceFeatures(tokenize(utterance), seed);

  const domainWeights = trainMaxent(
    { buckets: lines.map(featuresOf), classes: lines.map((line) => Number(line.domain === domain)), classCount: 2 },
    penalties.domain / lines.length,
  );
  onProgress(0.1);
  const intentWeights = trainMaxent(
    {
      buckets: own.map(featuresOf),
      classes: own.map(({ intent }) => intents.indexOf(intent)),
      classCount: intents.length,
    },
    penalties.intent / own.length,
  );
  onProgress(0.15);
  const sentences = own.map(({ utterance, slots: spans }) => {
    const tokens = tokenize(utterance);
    return {
      buckets: tokenFeatures(tokens, seed),
      labels: labelsOf(alignSlots(tokens, spans, slots), tokens.length),
    };
  });
  const crf = trainCrf(sentences, labelCount(slots.length), {
    l2: penalties.slots / own.length,
    maxIterations: MOST_ITERATIONS,
    // The line search needs hardly more than one pass an iteration.
    onPass: (passes) => {
      onProgress(Math.min(0.99, 0.15 + (0.84 * passes) / MOST_ITERATIONS));
    },
  });
  onProgress(1);
  return { model: { domain, intents, slots, seed, domainWeights, intentWeights, crf }, penalties };
}

function namesIn(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
