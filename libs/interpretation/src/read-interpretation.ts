import { describeValue, get, type Fields, FieldReader, type Reading } from './field-reader';
import type {
  Context,
  Hypothesis,
  LabelledUtterance,
  ReferenceInterpretation,
  SlotValue,
  UpstreamScores,
  Utterance,
} from './interpretation';
import { LIMITS } from './limits';
import type { Probability } from './numbers';

/** Reads the words and their surroundings from the message that carries them. */
export function readUtterance(reader: FieldReader, source: Fields, required: 'required' | 'optional'): Utterance {
  return {
    utterance: reader.text(source, 'utterance', LIMITS.text, required),
    locale: reader.text(source, 'locale', LIMITS.name, 'optional'),
    context: readContext(reader, get(source, 'context')),
  };
}

/**
 * Reads `hypotheses`: 1 to `most`, at most 64 of one domain, ids unique.
 * An empty id at position i becomes "h<i>".
 * @param utterance that offsets have to lie in; undefined where it is not known
 */
export function readHypotheses(
  reader: FieldReader,
  source: Fields,
  utterance: string | undefined,
  most: number,
): Hypothesis[] {
  const hypotheses = reader.list(source, 'hypotheses', most, (element, i) =>
    readHypothesis(reader, reader.object(element), utterance, i),
  );
  const given = get(source, 'hypotheses') ?? [];
  if (Array.isArray(given) && given.length === 0) reader.reject('hypotheses', `1 to ${most} hypotheses`, 'none');
  reader.within('hypotheses', () => {
    rejectRepeatedIds(reader, hypotheses);
    rejectCrowdedDomains(reader, hypotheses);
  });
  return hypotheses;
}

/** Reads one line of a data file, already decoded from JSON. */
export function readLabelledUtterance(line: unknown): Reading<LabelledUtterance> {
  const reader = new FieldReader();
  const source = reader.object(line);
  const utterance = readUtterance(reader, source, 'required');
  const truth = get(source, 'truth') ?? undefined;
  return reader.finish({
    id: reader.text(source, 'id', LIMITS.name, 'required'),
    ...utterance,
    hypotheses: readHypotheses(reader, source, utterance.utterance, LIMITS.hypotheses),
    truth: truth === undefined ? undefined : reader.within('truth', () => readReference(reader, reader.object(truth))),
  });
}

/** Reads the surroundings of a request; absent is an unknown device without attributes. */
export function readContext(reader: FieldReader, context: unknown): Context {
  if (context === undefined || context === null) return { device: '', attributes: {} };
  return reader.within('context', () => {
    const source = reader.object(context);
    return {
      device: reader.text(source, 'device', LIMITS.name, 'optional'),
      attributes: reader.map(source, 'attributes', LIMITS.attributes, (entries, name) =>
        reader.text(entries, name, LIMITS.text, 'optional'),
      ),
    };
  });
}

/** Reads `slots`. @param utterance that offsets have to lie in; undefined where it is not known */
export function readSlots(reader: FieldReader, source: Fields, utterance: string | undefined): SlotValue[] {
  return reader.list(source, 'slots', LIMITS.slots, (slot) => readSlot(reader, reader.object(slot), utterance));
}

function readHypothesis(
  reader: FieldReader,
  source: Fields,
  utterance: string | undefined,
  position: number,
): Hypothesis {
  return {
    id: reader.text(source, 'id', LIMITS.name, 'optional') || `h${position}`,
    domain: reader.text(source, 'domain', LIMITS.name, 'required'),
    intent: reader.text(source, 'intent', LIMITS.name, 'required'),
    slots: readSlots(reader, source, utterance),
    scores: readScores(reader, get(source, 'scores')),
    signals: readSignals(reader, source),
  };
}

/** Reads `signals`: finite numbers by name. */
export function readSignals(reader: FieldReader, source: Fields): Record<string, number> {
  return reader.map(source, 'signals', LIMITS.signals, (entries, name) => readSignal(reader, entries, name));
}

function readSlot(reader: FieldReader, source: Fields, utterance: string | undefined): SlotValue {
  const name = reader.text(source, 'name', LIMITS.name, 'required');
  const value = reader.text(source, 'value', LIMITS.text, 'required');
  const start = reader.uint32(source, 'start');
  const end = reader.uint32(source, 'end');
  const hasStart = isPresent(source, 'start');
  if (hasStart !== isPresent(source, 'end')) {
    reader.reject(hasStart ? 'end' : 'start', 'both offsets or neither', undefined);
  } else if (start !== undefined && end !== undefined) {
    if (end <= start) reader.reject('end', `an offset after start ${start}`, end);
    else if (utterance !== undefined && end > utterance.length)
      reader.reject('end', `at most ${utterance.length}, the length of the utterance`, end);
  }
  return {
    name,
    value,
    start,
    end,
    confidence: isPresent(source, 'confidence') ? readProbability(reader, source, 'confidence') : undefined,
    entityId: reader.text(source, 'entityId', LIMITS.name, 'optional'),
  };
}

function isPresent(source: Fields, key: string): boolean {
  return (get(source, key) ?? undefined) !== undefined;
}

function readScores(reader: FieldReader, scores: unknown): UpstreamScores {
  return reader.within('scores', () => {
    const source = scores === undefined || scores === null ? {} : reader.object(scores);
    return {
      domain: readProbability(reader, source, 'domain'),
      intent: readProbability(reader, source, 'intent'),
      ner: readProbability(reader, source, 'ner'),
    };
  });
}

function readProbability(reader: FieldReader, source: Fields, key: string): Probability {
  const value = reader.double(source, key);
  if (value !== undefined && value >= 0 && value <= 1) return value as Probability;
  reader.reject(key, 'a probability in [0, 1]', get(source, key));
  return 0 as Probability;
}

function readSignal(reader: FieldReader, source: Fields, name: string): number {
  const value = reader.double(source, name);
  if (value !== undefined && Number.isFinite(value)) return value;
  reader.reject(name, 'a finite number', get(source, name));
  return 0;
}

function readReference(reader: FieldReader, source: Fields): ReferenceInterpretation {
  return {
    domain: reader.text(source, 'domain', LIMITS.name, 'required'),
    intent: reader.text(source, 'intent', LIMITS.name, 'optional'),
    slots: reader.list(source, 'slots', LIMITS.slots, (element) => {
      const slot = reader.object(element);
      return {
        name: reader.text(slot, 'name', LIMITS.name, 'required'),
        value: reader.text(slot, 'value', LIMITS.text, 'required'),
      };
    }),
  };
}

function rejectRepeatedIds(reader: FieldReader, hypotheses: readonly Hypothesis[]): void {
  const positions = new Map<string, number>();
  hypotheses.forEach(({ id }, i) => {
    const first = positions.get(id);
    if (first === undefined) positions.set(id, i);
    else
      reader.within(i, () => {
        reader.reject('id', `an id unlike that of hypotheses[${first}]`, id);
      });
  });
}

function rejectCrowdedDomains(reader: FieldReader, hypotheses: readonly Hypothesis[]): void {
  const counts = new Map<string, number>();
  for (const { domain } of hypotheses) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  for (const [domain, count] of counts) {
    if (count > LIMITS.hypothesesOfDomain) {
      reader.reject(
        undefined,
        `at most ${LIMITS.hypothesesOfDomain} hypotheses of one domain`,
        `${count} of ${describeValue(domain)}`,
      );
    }
  }
}
