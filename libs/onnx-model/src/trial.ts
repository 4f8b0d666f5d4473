import type { FeatureVocabulary } from '@tiebreak/features';
import { type Hypothesis, type NBestList, probability, type Violation } from '@tiebreak/interpretation';
import type { ScoringModel } from '@tiebreak/scoring';
import { type Random, seededRandom } from '@tiebreak/statistics';

/** Lists that a graph is tried on, of one to six hypotheses each. */
const LISTS = 16;
/** Graphs that compute in float32 may differ by this much where they should not. */
const ROUNDING = 1e-4;

/**
 * Tries a loaded graph on the row of zeros, alone and among the rows of made-up hypotheses that its domain might send.
 * The first run of a graph is slow and may fail on shapes; neither should happen to a request.
 * @returns what the graph does that no re-ranker may do; empty when all is well
 * @throws Error when a run fails, or gives something else than one number a row
 */
export async function trialViolations(model: ScoringModel, vocabulary: FeatureVocabulary): Promise<Violation[]> {
  const width = model.schema.columns.length;
  const [alone] = Array.from(await model.logOdds(new Float32Array(width)));
  const rows = [
    new Float32Array(width),
    ...trialLists(model.version.domain, vocabulary).map((list) => model.schema.extract(list)),
  ];
  const among = Float32Array.from(rows.flatMap((part) => [...part]));
  const logOdds = Array.from(await model.logOdds(among));
  const scores = Array.from(await model.score(among));

  const violations: Violation[] = [];
  const infinite = logOdds.find((value) => !Number.isFinite(value));
  if (infinite !== undefined)
    violations.push({ field: 'model.onnx log_odds', expected: 'finite numbers', actual: String(infinite) });
  const improbable = scores.find((score) => !(score >= 0 && score <= 1));
  if (improbable !== undefined)
    violations.push({ field: 'model.onnx score', expected: 'probabilities in [0, 1]', actual: String(improbable) });
  if (violations.length > 0) return violations;

  const difference = Math.abs(logOdds[0]! - alone!);
  if (difference > ROUNDING * Math.max(1, Math.abs(alone!)))
    violations.push({
      field: 'model.onnx log_odds',
      expected: `${alone!} for the row of zeros, as when it comes alone`,
      actual: `${logOdds[0]!} among others; a row must not change another's score`,
    });
  return [...violations, ...orderViolations(logOdds, scores)];
}

/** The calibrator turns log-odds into scores, so a score never falls while the log-odds rise. */
function orderViolations(logOdds: readonly number[], scores: readonly number[]): Violation[] {
  const rising = [...logOdds.keys()].sort((a, b) => logOdds[a]! - logOdds[b]!);
  let highest = rising[0]!;
  for (const row of rising) {
    if (logOdds[row]! > logOdds[highest]! && scores[row]! < scores[highest]! - ROUNDING)
      return [
        {
          field: 'model.onnx score',
          expected: `a score that rises with log_odds: at least ${scores[highest]!} at ${logOdds[row]!}, as at ${logOdds[highest]!}`,
          actual: `${scores[row]!}; is one of them of the other class?`,
        },
      ];
    if (scores[row]! >= scores[highest]!) highest = row;
  }
  return [];
}

/** Lists of hypotheses as the domain's NLU might make them: known intents, slots and context values, any scores. */
function trialLists(domain: string, vocabulary: FeatureVocabulary): NBestList[] {
  const random = seededRandom(1);
  return Array.from({ length: LISTS }, () => {
    const chosen = Object.entries(vocabulary.contextValues).map(([name, values]) => [name, oneOf(values, random)]);
    const attributes = Object.fromEntries(chosen) as Record<string, string>;
    const hypotheses = Array.from({ length: 1 + random.integer(6) }, (_, i) => ({
      id: `h${i}`,
      domain,
      ...trialReading(vocabulary, random),
    }));
    return {
      utterance: 'one two three',
      locale: '',
      context: { device: attributes.device ?? '', attributes },
      hypotheses,
    };
  });
}

function trialReading({ intents, slotNames }: FeatureVocabulary, random: Random): Omit<Hypothesis, 'id' | 'domain'> {
  // Squeezed towards the ends, where real scores are.
  const score = () => probability(Number((0.5 + 0.5 * Math.sin(4 * random.normal())).toFixed(6)));
  const slots = Array.from({ length: random.integer(3) }, () => ({
    name: oneOf(slotNames, random),
    value: 'two',
    entityId: '',
    confidence: score(),
  }));
  return {
    intent: oneOf(intents, random),
    slots,
    scores: { domain: score(), intent: score(), ner: score() },
    signals: {},
  };
}

/** One of the values, or now and then, and where there are none, a value that nobody knows: "". */
function oneOf(values: readonly string[], random: Random): string {
  return values[random.integer(values.length + 1)] ?? '';
}
