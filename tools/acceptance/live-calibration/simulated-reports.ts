import type { JointMap } from '@tiebreak/aggregation';
import { logit, type Probability, probability } from '@tiebreak/interpretation';
import { chancesOf, type DomainEvidence, type Miscalibration } from '@tiebreak/live-calibration';
import type { Random } from '@tiebreak/statistics';
import type { UtteranceScores } from './score-population';

/** What a report tells: whether the first hypothesis is right, as after acting on it, or all about every one. */
export type Report = 'top' | 'full';

/** One domain's traffic: its part of utterances, what is true of them, and what the domain says of them. */
export interface Traffic {
  readonly domain: string;
  readonly utterances: readonly SimulatedUtterance[];
}

export interface SimulatedUtterance {
  /** As reported by the domain, of hypotheses in descending order. */
  readonly scores: readonly Probability[];
  /** P(each is right); the rest is P(none of them is). */
  readonly chances: readonly number[];
  /** Evidence of what can be reported, by what is right (-1: none), made once. */
  readonly evidence: (report: Report, right: number) => DomainEvidence;
}

export interface TrafficOptions {
  /** Whether only utterances count on which this domain has the highest score of all. */
  readonly own: boolean;
  /** How true log-odds follow from the calibrated ones. */
  readonly truth?: Miscalibration;
  /** What the domain reports of a calibrated score. */
  readonly said?: (score: Probability) => Probability;
}

export const CALIBRATED: Miscalibration = { slope: 1, shift: 0 };

/** As a model might after a mistake in its last step: each score is its own square. */
export const squared = (score: Probability): Probability => probability(score * score);

/** A domain's part of a population; what is true is drawn later, by the chances. */
export function trafficOf(
  domain: string,
  population: readonly UtteranceScores[],
  map: JointMap,
  { own, truth = CALIBRATED, said = (score) => score }: TrafficOptions,
): Traffic {
  const utterances = population.flatMap((utterance) => {
    const calibrated = utterance[domain];
    if (calibrated === undefined) return [];
    const scores = calibrated.map(said);
    if (own && !isHighest(scores, domain, utterance)) return [];
    const chances = chancesOf(calibrated.map(logit), truth, map);
    const known: Record<Report, DomainEvidence[]> = { top: [], full: [] };
    const evidence = (report: Report, right: number): DomainEvidence =>
      (known[report][right + 1] ??= evidenceOf(domain, scores, report, right));
    return [{ scores, chances, evidence }];
  });
  return { domain, utterances };
}

/** An utterance, and which of its hypotheses is right: -1 when none is. */
export function draw({ utterances }: Traffic, random: Random): { utterance: SimulatedUtterance; right: number } {
  const utterance = utterances[random.integer(utterances.length)]!;
  let left = random.uniform();
  for (let right = 0; right < utterance.chances.length; right++)
    if ((left -= utterance.chances[right]!) < 0) return { utterance, right };
  return { utterance, right: -1 };
}

function evidenceOf(domain: string, scores: readonly Probability[], report: Report, right: number): DomainEvidence {
  const all = scores.map((_, i) => i);
  const base = { domain, logOdds: scores.map(logit), topScore: scores[0]! };
  if (report === 'top' && right !== 0) return { ...base, right: undefined, wrong: [0] };
  return { ...base, right: right < 0 ? undefined : right, wrong: all.filter((i) => i !== right) };
}

function isHighest([own]: readonly Probability[], domain: string, utterance: UtteranceScores): boolean {
  return Object.entries(utterance).every(([name, [first]]) => name === domain || first! <= own!);
}
