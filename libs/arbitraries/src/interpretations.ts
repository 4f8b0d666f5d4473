import {
  type Hypothesis,
  type Interpretation,
  type NBestList,
  probability,
  type SlotValue,
} from '@tiebreak/interpretation';
import fc, { type Arbitrary } from 'fast-check';

/** Few names and values, so that equal slots and equal intents come up often. */
const names = fc.constantFrom('artist', 'album', 'year');
const values = fc.constantFrom('queen', 'mary poppins', 'dune', '1964');
const probabilities = fc.double({ min: 0, max: 1, noNaN: true }).map(probability);

// Not -0: the wire leaves defaults out, and -0 equals the default.
const signals = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => value + 0);

/** A random interpretation of a few domains, intents and slots. */
export function interpretation(): Arbitrary<Interpretation> {
  return fc.record({
    domain: fc.constantFrom('Music', 'Books'),
    intent: fc.constantFrom('Play', 'Rate'),
    slots: fc.array(fc.record({ name: names, value: values }), { maxLength: 4 }),
  });
}

/** A random slot that lies inside an utterance of `length` characters, with or without offsets. */
export function slotValue(length: number): Arbitrary<SlotValue> {
  const span = fc
    .tuple(fc.nat(length - 1), fc.nat(length - 1))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
  return fc
    .record({
      name: names,
      value: values,
      confidence: fc.option(probabilities, { nil: undefined }),
      span: fc.option(span, { nil: undefined }),
    })
    .map(({ span, ...slot }) => ({ ...slot, start: span?.start, end: span?.end, entityId: '' }));
}

/** A random hypothesis of `domain` for an utterance of `length` characters. */
export function hypothesis(domain: string, id: string, length: number): Arbitrary<Hypothesis> {
  return fc.record({
    id: fc.constant(id),
    domain: fc.constant(domain),
    intent: fc.constantFrom('Play', 'Rate', 'Unheard'),
    slots: fc.array(slotValue(length), { maxLength: 4 }),
    scores: fc.record({ domain: probabilities, intent: probabilities, ner: probabilities }),
    signals: fc.dictionary(fc.constantFrom('entity_match', 'entity_popularity'), signals, { maxKeys: 2 }),
  });
}

/** A random list of 1 to `most` hypotheses over the given domains. */
export function nBestList(domains: readonly string[] = ['Music'], most = 6): Arbitrary<NBestList> {
  const utterances = fc.constantFrom('play mary poppins', 'rate dune five stars', 'x');
  const contexts = fc.record({ device: fc.constantFrom('', 'phone', 'toaster'), attributes: fc.constant({}) });
  return fc
    .tuple(utterances, contexts, fc.array(fc.constantFrom(...domains), { minLength: 1, maxLength: most }))
    .chain(([utterance, context, of]) =>
      fc
        .tuple(...of.map((domain, i) => hypothesis(domain, `h${i}`, utterance.length)))
        .map((hypotheses) => ({ utterance, locale: 'en-US', context, hypotheses })),
    );
}
