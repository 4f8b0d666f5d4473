import { seededRandom } from '@tiebreak/statistics';
import type {
  Compared,
  Estimate,
  ExplainedReading,
  Reading,
  ReliabilityDiagram,
  ReportContents,
  WorstLine,
} from '../src/report-contents';

const compared = <Value>(baseline: Value, models: Value): Compared<Value> => ({ baseline, models });
const estimate = (value: number, half: number): Estimate => ({ value, interval: [value - half, value + half] });
const UNDEFINED: Estimate = { value: NaN, interval: [NaN, NaN] };

/** A page's worth of made-up figures for any number of domains, the same for equal arguments. */
export function simulatedContents(domains: readonly string[], utterance = 'play mary poppins'): ReportContents {
  const random = seededRandom(domains.length);
  const chosen = [...domains].sort();
  const confusion = {
    truths: [...chosen, 'Other'],
    chosen,
    counts: [...chosen, 'Other'].map((truth) => chosen.map((domain) => (truth === domain ? 90 : random.integer(6)))),
  };
  const pairs = chosen.flatMap((a, i) => chosen.slice(i + 1).map((b): [string, string] => [a, b]));
  const fit = (slope: number) => ({
    meanScore: 0.6,
    rightShare: 0.58,
    slope: estimate(slope, 0.2),
    intercept: estimate(1 - slope, 0.3),
    pValue: slope === 0.6 ? 0.0001 : 0.4,
  });
  const noFit = { meanScore: 0.1, rightShare: 0, slope: UNDEFINED, intercept: UNDEFINED, pValue: NaN };
  const floor = { mean: 0.027, p95: 0.036, pValue: 0.15 };
  return {
    data: { file: 'dev.jsonl', sha256: 'ab'.repeat(32), lines: 1200 },
    utterances: 1136,
    inDomain: 832,
    leftOut: 64,
    seed: 1,
    models: chosen.map((domain) => ({
      domain,
      version: '1.0.0',
      kind: 'log-linear',
      objective: 'r3',
      digest: `sha256:${'cd'.repeat(32)}`,
    })),
    summary: ['SemER', 'IRER', 'domain accuracy', 'NLL', 'Brier', 'AURC'].map((measure, i) => ({
      measure,
      meaning: `what ${measure} means`,
      better: measure === 'domain accuracy' ? 'higher' : 'lower',
      baseline: estimate(0.145 + i / 50, 0.02),
      models: estimate(0.102 + i / 50, 0.02),
      difference: estimate(-0.043, 0.01),
    })),
    calibration: ['ECE', 'adaptive ECE', 'smooth ECE'].map((measure) => ({
      measure,
      meaning: `what ${measure} means`,
      ...compared({ value: 0.153, floor: { ...floor, pValue: 0.0033 } }, { value: 0.032, floor }),
    })),
    reliability: {
      merged: compared(diagram(0.6), diagram(1)),
      domains: chosen.map((domain) => ({ domain, ...compared(diagram(0.7), diagram(1.1)) })),
    },
    slopes: ['winner', ...chosen].flatMap((group) => [
      { group, population: 'all lines' as const, count: 1136, fit: compared(fit(0.6), fit(1)) },
      { group, population: 'in domain' as const, count: 832, fit: compared(fit(0.7), fit(1.1)) },
      { group, population: 'out of domain' as const, count: 304, fit: compared(noFit, noFit) },
    ]),
    pairs: pairs.map((pair) => {
      const test = (offset: number, pValue: number) => ({
        lines: 400,
        offset: estimate(offset, 0.5),
        slope: estimate(1, 0.2),
        pValue,
        smallestOffset: 0.9,
      });
      return { domains: pair, test: compared(test(2, 0.0001), test(0.2, 0.7)) };
    }),
    segments: ['device', 'intent'].map((attribute) => ({
      attribute,
      segments: ['phone', 'car', 'kitchen display'].map((name, i) => ({
        name,
        count: 300 + i,
        meanScore: 0.6 + i / 10,
        rightShare: estimate(0.61 + i / 10, 0.05),
        pValue: i === 2 ? 0.01 : 0.6,
        smallestError: 0.08,
      })),
    })),
    risk: {
      curves: compared(riskCurve(0.35), riskCurve(0.2)),
      certificates: compared(
        {
          certified: false,
          target: 0.05,
          confidence: 0.95,
          threshold: NaN,
          acted: 0,
          wrong: 0,
          judged: 568,
          bound: NaN,
        },
        {
          certified: true,
          target: 0.05,
          confidence: 0.95,
          threshold: 0.874,
          acted: 310,
          wrong: 8,
          judged: 568,
          bound: 0.046,
        },
      ),
    },
    decisions: {
      costs: [
        { name: 'wrongAction', cost: 1, meaning: 'doing the wrong thing' },
        { name: 'missed', cost: 0.5, meaning: 'doing nothing although a hypothesis was right' },
      ],
      kinds: ['act', 'confirm', 'disambiguate', 'reject'].map((kind, i) => ({
        kind,
        count: [700, 200, 100, 136][i]!,
        share: [700, 200, 100, 136][i]! / 1136,
        rightShare: kind === 'reject' ? NaN : 0.9 - i / 10,
        expectedCost: 0.05 + i / 20,
        actualCost: 0.06 + i / 20,
      })),
      total: { expected: 0.101, actual: 0.108 },
      thresholds: compared(
        Array.from({ length: 51 }, (_, i) => ({ threshold: i / 50, cost: 0.2 + 0.3 * (i / 50 - 0.3) ** 2 })),
        Array.from({ length: 51 }, (_, i) => ({ threshold: i / 50, cost: 0.12 + 0.3 * (i / 50 - 0.5) ** 2 })),
      ),
    },
    confusion: compared(confusion, confusion),
    worst: {
      wrong: 80,
      lines: Array.from({ length: 50 }, (_, i) => worstLine(i, utterance, chosen)),
    },
  };
}

function worstLine(i: number, utterance: string, domains: readonly string[]): WorstLine {
  const reading = (domain: string): Reading => ({
    domain,
    intent: 'SearchCreativeWork',
    slots: [
      { name: 'object_type', value: 'film' },
      { name: 'object_name', value: utterance },
    ],
  });
  const explained = (domain: string, score: number): ExplainedReading => ({
    ...reading(domain),
    score,
    contributions: Array.from({ length: 6 }, (_, k) => ({ feature: `feature_${k}`, value: k / 3, logOdds: 2.5 - k })),
    others: -0.3,
    bias: -1.2,
    fallback: false,
  });
  const score = 0.97 - i / 100;
  const winner = explained(domains[i % domains.length]!, score);
  const truth = reading(domains[(i + 1) % domains.length]!);
  const line = {
    id: `line-${i}`,
    utterance,
    device: i % 3 === 0 ? '' : 'phone',
    loss: -Math.log(1 - score),
    truth,
    winner,
  };
  return i % 2 === 0 ? line : { ...line, right: { ...explained(truth.domain, 0.1), rank: 2 } };
}

function diagram(slope: number): ReliabilityDiagram {
  const rightAt = (score: number): number => 0.5 + slope * (score - 0.5);
  const floor = { mean: 0.02, p95: 0.03, pValue: slope === 1 ? 0.4 : 0.003 };
  return {
    outcomes: 1136,
    bins: Array.from({ length: 15 }, (_, i) => ({
      meanScore: (i + 0.5) / 15,
      rightShare: estimate(rightAt((i + 0.5) / 15), 0.06),
      count: 20 + i,
    })),
    curve: [
      Array.from({ length: 101 }, (_, i) => ({
        score: i / 100,
        rightShare: rightAt(i / 100),
        band: [rightAt(i / 100) - 0.04, rightAt(i / 100) + 0.04],
      })),
    ],
    histogram: Array.from({ length: 20 }, (_, i) => 10 + (i - 10) ** 2),
    errors: ['ECE', 'adaptive ECE', 'smooth ECE'].map((measure) => ({
      measure,
      value: Math.abs(1 - slope) / 4,
      floor,
    })),
  };
}

function riskCurve(risk: number): { coverage: number; risk: number }[] {
  return Array.from({ length: 101 }, (_, i) => ({ coverage: i / 100, risk: risk * (i / 100) ** 2 }));
}
