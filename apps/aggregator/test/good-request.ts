/** Legal fields of `T`, or whatever a caller could put there instead. */
type Changes = Readonly<Record<string, unknown>>;

const slot = { name: 'album', value: 'thriller', start: 5, end: 13, confidence: 0.71, entityId: '' };
const hypothesis = {
  id: 'album',
  domain: 'Music',
  intent: 'PlayMusic',
  slots: [slot],
  scores: { domain: 0.98, intent: 0.97, ner: 0.69 },
  signals: {},
};

/** A request that both services answer; every bad one is this one with a change. */
export const goodRequest = {
  requestId: 'request-1',
  utterance: 'play thriller',
  locale: 'en-US',
  context: { device: 'phone', attributes: {} },
  hypotheses: [
    hypothesis,
    {
      ...hypothesis,
      id: 'track',
      slots: [{ ...slot, name: 'track', confidence: 0.24 }],
      scores: { domain: 0.98, intent: 0.97, ner: 0.23 },
    },
    {
      ...hypothesis,
      id: 'search',
      intent: 'SearchCreativeWork',
      slots: [],
      scores: { domain: 0.98, intent: 0.01, ner: 0.12 },
    },
  ],
  explain: false,
};

export function withFields(changes: Changes): object {
  return { ...goodRequest, ...changes };
}

/** The good request with its first hypothesis changed. */
export function withHypothesis(changes: Changes): object {
  return withFields({ hypotheses: [{ ...hypothesis, ...changes }, ...goodRequest.hypotheses.slice(1)] });
}

export function withScores(changes: Changes): object {
  return withHypothesis({ scores: { ...hypothesis.scores, ...changes } });
}

export function withSlot(changes: Changes): object {
  return withHypothesis({ slots: [{ ...slot, ...changes }] });
}

/** The good request with `count` hypotheses, of the domain that `domainOf` gives each position. */
export function withMany(count: number, domainOf: (position: number) => string = () => 'Music'): object {
  const hypotheses = Array.from({ length: count }, (_, i) => ({ ...hypothesis, id: '', domain: domainOf(i) }));
  return withFields({ hypotheses });
}

/** A map of `count` entries. */
export function entries<T>(count: number, value: T, name = (i: number): string => `name${i}`): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), value]));
}

/** `count` copies of the good slot. */
export function slots(count: number): object[] {
  return Array.from({ length: count }, () => slot);
}
