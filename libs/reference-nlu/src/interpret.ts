import {
  type Hypothesis,
  LIMITS,
  type Probability,
  sameInterpretation,
  type SlotValue,
} from '@tiebreak/interpretation';
import { bestPaths } from './crf/best-paths';
import { CrfTagger } from './crf/crf';
import { forwardBackward } from './crf/forward-backward';
import { labelCount, type Segment, segmentsOf } from './crf/labels';
import { segmentMarginal } from './crf/segment-marginal';
import { type Potentials, pathScore } from './crf/potentials';
import { MaxentClassifier } from './maxent/maxent';
import type { NluModel } from './nlu-model';
import { tokenFeatures } from './text/token-features';
import { type Token, tokenize } from './text/tokenize';
import { utteranceFeatures } from './text/utterance-features';

/** How many hypotheses a domain may be asked for. */
export const N_BEST = { least: 1, usual: 5, most: 16 } as const;

/**
 * Tokens beyond so many are not read, which bounds the work on texts of one-letter words. In scripts with spaces 1,000
 * characters hardly have as many.
 */
const MOST_TOKENS = 200;

/** Probabilities keep this far from 0 and 1, which nothing that was learned can be. */
const MARGIN = 1e-12;

/** A sequence of slots with its probability. */
interface Reading {
  readonly slots: readonly SlotValue[];
  readonly probability: number;
}

/** One domain's NLU at work. */
export class DomainNlu {
  private readonly domainClassifier: MaxentClassifier;
  private readonly intentClassifier: MaxentClassifier;
  private readonly tagger: CrfTagger;

  constructor(readonly model: NluModel) {
    this.domainClassifier = new MaxentClassifier(model.domainWeights, 2);
    this.intentClassifier = new MaxentClassifier(model.intentWeights, model.intents.length);
    this.tagger = new CrfTagger(model.crf, labelCount(model.slots.length));
  }

  /**
   * The hypotheses of largest intent probability times slot-sequence probability, best first and no interpretation twice;
   * ids are empty. Time is linear in the number of words, of which the first 200 are read.
   * @param utterance 1 to 1,000 UTF-16 code units, not blank
   * @param nBest how many, 1 to 16; fewer come when the 64 most probable slot sequences have no more that differ
   * @throws RangeError naming the argument that is out of its range
   */
  interpret(utterance: string, nBest: number = N_BEST.usual): Hypothesis[] {
    if (utterance.trim() === '' || utterance.length > LIMITS.text)
      throw new RangeError(
        `utterance: expected 1 to ${LIMITS.text} characters that are not all blank, got ${utterance.length}`,
      );
    if (!Number.isInteger(nBest) || nBest < N_BEST.least || nBest > N_BEST.most)
      throw new RangeError(`nBest: expected a whole number from ${N_BEST.least} to ${N_BEST.most}, got ${nBest}`);
    const { domain, intents, seed } = this.model;
    const tokens = tokenize(utterance).slice(0, MOST_TOKENS);
    const buckets = utteranceFeatures(tokens, seed);
    const ours = inside(this.domainClassifier.probabilities(buckets)[1]!);
    const byIntent = this.intentClassifier.probabilities(buckets);
    return this.readings(utterance, tokens, nBest)
      .flatMap(({ slots, probability }) =>
        intents.map((intent, i) => ({ intent, slots, p: byIntent[i]!, ner: probability })),
      )
      .sort((a, b) => b.p * b.ner - a.p * a.ner)
      .slice(0, nBest)
      .map(({ intent, slots, p, ner }) => ({
        ...{ id: '', domain, intent, slots, signals: {} },
        scores: { domain: ours, intent: inside(p), ner: inside(ner) },
      }));
  }

  /** The `count` most probable slot sequences, distinct in names and values. */
  private readings(utterance: string, tokens: readonly Token[], count: number): Reading[] {
    const potentials = this.tagger.potentials(tokenFeatures(tokens, this.model.seed));
    const sums = forwardBackward(potentials);
    const slotOf = (segment: Segment): SlotValue => {
      const [start, end] = [tokens[segment.first]!.start, tokens[segment.last]!.end];
      const confidence = inside(segmentMarginal(sums, segment));
      return {
        name: this.model.slots[segment.name]!,
        value: utterance.slice(start, end),
        ...{ start, end, confidence, entityId: '' },
      };
    };
    // A word that is said twice gives segmentations that read alike; then more of them are looked at.
    for (const sought of [count, MOST_PATHS]) {
      const paths = bestPaths(potentials, sought);
      const readings: Reading[] = [];
      for (const { labels } of paths) {
        const segments = segmentsOf(labels);
        if (segments.length > LIMITS.slots) continue;
        const reading = {
          slots: segments.map(slotOf),
          probability: Math.exp(pathScore(potentials, labels) - sums.logPartition),
        };
        if (!readings.some((other) => alike(other, reading))) readings.push(reading);
        if (readings.length === count) return readings;
      }
      if (readings.length > 0 && (paths.length < sought || sought === MOST_PATHS)) return readings;
    }
    return [withoutSlots(potentials, sums.logPartition)];
  }
}

/** No more sequences than this are looked at for distinct ones. */
const MOST_PATHS = 64;

/** When all that is probable has more slots than a hypothesis may have. */
function withoutSlots(potentials: Potentials, logPartition: number): Reading {
  const score = pathScore(potentials, new Uint8Array(potentials.length));
  return { slots: [], probability: Math.exp(score - logPartition) };
}

function alike(a: Reading, b: Reading): boolean {
  const of = ({ slots }: Reading) => ({ domain: '', intent: '', slots });
  return sameInterpretation(of(a), of(b));
}

function inside(probability: number): Probability {
  return Math.min(Math.max(probability, MARGIN), 1 - MARGIN) as Probability;
}
