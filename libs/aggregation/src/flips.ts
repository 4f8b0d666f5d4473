import {
  type Context,
  type Hypothesis,
  logit,
  type Probability,
  type RankedHypothesis,
  sigmoid,
} from '@tiebreak/interpretation';
import type { ResolveRequest } from './resolve';

/** One change of evidence that would change the first place, everything else as it was. */
export type Flip = EvidenceFlip | ContextFlip;

/** A probability of one of the first two hypotheses at which they would change places. */
export interface EvidenceFlip {
  readonly kind: 'evidence';
  readonly hypothesisId: string;
  /** What changes, as a path in the hypothesis: `scores.intent`, `slots[0].confidence`. */
  readonly evidence: string;
  readonly from: Probability;
  /** The nearest value found at which the second is first. */
  readonly to: Probability;
  /** How far that is, in log-odds. */
  readonly distance: number;
  /** The hypothesis that is first then: the second. */
  readonly winner: string;
}

/** Another value of the context, with which another hypothesis would be first. Between names there is no distance. */
export interface ContextFlip {
  readonly kind: 'context';
  /** What changes, as a path in the request: `context.device`, `context.attributes.room`. */
  readonly evidence: string;
  /** Empty when unknown. */
  readonly from: string;
  readonly to: string;
  readonly winner: string;
}

/** For each context attribute ("device" is the device) the values to try; a bundle's manifest names those it knows. */
export type KnownContext = Readonly<Record<string, readonly string[]>>;

/** As much of a resolver as is asked here: the order of the hypotheses, wherever they are ranked. */
export type OrderingResolver = (
  request: ResolveRequest,
  deadlineMs: number,
) => Promise<{ readonly ranked: readonly Pick<RankedHypothesis, 'hypothesis'>[] }>;

/** Evidence moves within the log-odds of 1e-6 and 1 - 1e-6, the range that features tell apart. */
const FARTHEST: number = logit(1 - 1e-6);
/** The way to an end is tried at places this far apart at most, then halved around the first that flips. */
const GRID = 0.5;
const BISECTIONS = 16;

/**
 * Which single changes would flip the first two, found by resolving again, so that it holds for any model.
 *
 * For each upstream score and each known slot confidence of both: the nearest value, up or down, at which they change
 * places, to 1e-5 log-odds; the smallest change in log-odds first. They are looked for every half log-odds: a swap that
 * is over again before the next place is not seen. After them come the other values of the context that would put any
 * other hypothesis first, in the order given.
 * @returns nothing when no single change does it, or fewer than two hypotheses are ranked
 */
export async function findFlips(
  resolver: OrderingResolver,
  request: ResolveRequest,
  deadlineMs: number,
  known: KnownContext = {},
): Promise<Flip[]> {
  const order = async (changed: ResolveRequest): Promise<Hypothesis[]> =>
    (await resolver({ ...changed, explain: false }, deadlineMs)).ranked.map(({ hypothesis }) => hypothesis);
  const [first, second] = await order(request);
  if (first === undefined || second === undefined) return [];

  const flips: EvidenceFlip[] = [];
  for (const { hypothesis, path, value, moved } of [...evidenceOf(first), ...evidenceOf(second)]) {
    const from = Math.min(Math.max(logit(value), -FARTHEST), FARTHEST);
    const swaps = async (logOdds: number): Promise<boolean> => {
      const [winner] = await order(withHypothesis(request, moved(sigmoid(logOdds))));
      return winner?.id === second.id;
    };
    const to = await nearest(from, swaps);
    if (to === undefined) continue;
    flips.push({
      kind: 'evidence',
      hypothesisId: hypothesis.id,
      evidence: path,
      from: value,
      to: sigmoid(to),
      distance: Math.abs(to - from),
      winner: second.id,
    });
  }
  flips.sort((a, b) => a.distance - b.distance);
  return [...flips, ...(await contextFlips(request, known, first, order))];
}

/** A probability of a hypothesis, and the hypothesis with another in its place. */
interface Evidence {
  readonly hypothesis: Hypothesis;
  readonly path: string;
  readonly value: Probability;
  readonly moved: (value: Probability) => Hypothesis;
}

/** The upstream scores, and the confidences of the slots that have one: from unknown to known is no distance. */
function evidenceOf(hypothesis: Hypothesis): Evidence[] {
  const { scores, slots } = hypothesis;
  return [
    ...(['domain', 'intent', 'ner'] as const).map((name) => ({
      hypothesis,
      path: `scores.${name}`,
      value: scores[name],
      moved: (value: Probability) => ({ ...hypothesis, scores: { ...scores, [name]: value } }),
    })),
    ...slots.flatMap((slot, i) =>
      slot.confidence === undefined
        ? []
        : [
            {
              hypothesis,
              path: `slots[${i}].confidence`,
              value: slot.confidence,
              moved: (confidence: Probability) => ({ ...hypothesis, slots: slots.with(i, { ...slot, confidence }) }),
            },
          ],
    ),
  ];
}

/** The value nearest to `from` at which `holds`, below or above. */
async function nearest(from: number, holds: (x: number) => Promise<boolean>): Promise<number | undefined> {
  const below = await nearestTowards(-FARTHEST, from, holds);
  const above = await nearestTowards(FARTHEST, from, holds);
  if (below === undefined || above === undefined) return below ?? above;
  return from - below < above - from ? below : above;
}

/** The same on the way to `end`; a grid first, because it need not be monotone. */
async function nearestTowards(
  end: number,
  from: number,
  holds: (x: number) => Promise<boolean>,
): Promise<number | undefined> {
  let before = from;
  const steps = Math.ceil(Math.abs(end - from) / GRID);
  for (let step = 1; step <= steps; step++) {
    let after = from + ((end - from) * step) / steps;
    if (await holds(after)) {
      for (let i = 0; i < BISECTIONS; i++) {
        const middle = (before + after) / 2;
        if (await holds(middle)) after = middle;
        else before = middle;
      }
      return after;
    }
    before = after;
  }
  return undefined;
}

async function contextFlips(
  request: ResolveRequest,
  known: KnownContext,
  first: Hypothesis,
  order: (changed: ResolveRequest) => Promise<Hypothesis[]>,
): Promise<ContextFlip[]> {
  const flips: ContextFlip[] = [];
  for (const [attribute, values] of Object.entries(known)) {
    const { path, value: from, changed } = contextValue(request.context, attribute);
    for (const to of values) {
      if (to === from) continue;
      const [winner] = await order({ ...request, context: changed(to) });
      if (winner !== undefined && winner.id !== first.id)
        flips.push({ kind: 'context', evidence: path, from, to, winner: winner.id });
    }
  }
  return flips;
}

/** One value of a context: where it stands, what it is, and the context with another in its place. */
function contextValue(context: Context, attribute: string) {
  return attribute === 'device'
    ? { path: 'context.device', value: context.device, changed: (device: string) => ({ ...context, device }) }
    : {
        path: `context.attributes.${attribute}`,
        value: context.attributes[attribute] ?? '',
        changed: (value: string) => ({ ...context, attributes: { ...context.attributes, [attribute]: value } }),
      };
}

function withHypothesis(request: ResolveRequest, changed: Hypothesis): ResolveRequest {
  return {
    ...request,
    hypotheses: request.hypotheses.map((hypothesis) => (hypothesis.id === changed.id ? changed : hypothesis)),
  };
}
