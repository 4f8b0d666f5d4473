import { LIMITS } from '@tiebreak/interpretation';
import { jsonSchemasOf, type JsonSchema } from '@tiebreak/protocol';

/** What the reader asks of a message beyond its types, and words where the contract has none. */
interface Constraints {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

// A schema counts code points and the reader UTF-16 code units, of which a character may have two: the schema is never
// the stricter one.
const NAME = { minLength: 1, maxLength: LIMITS.name };
const OPTIONAL_NAME = { maxLength: LIMITS.name };
const TEXT = { minLength: 1, maxLength: LIMITS.text };
const PROBABILITY = { minimum: 0, maximum: 1 };
const OFFSET = { maximum: 2 ** 32 - 1 };

const CONSTRAINTS: Readonly<Record<string, Constraints>> = {
  LabelledUtterance: {
    required: ['id', 'utterance', 'hypotheses'],
    properties: {
      id: { ...NAME, description: 'unique in the file; the fold of the line follows from it alone' },
      utterance: { ...TEXT, description: 'the words' },
      locale: { ...OPTIONAL_NAME, description: 'e.g. "en-US"' },
      hypotheses: {
        ...{ minItems: 1, maxItems: LIMITS.hypotheses },
        description: `readings by any domains, at most ${LIMITS.hypothesesOfDomain} of one`,
      },
    },
  },
  Context: {
    properties: {
      device: OPTIONAL_NAME,
      attributes: {
        ...{ maxProperties: LIMITS.attributes, propertyNames: NAME },
        additionalProperties: { type: 'string', maxLength: LIMITS.text },
      },
    },
  },
  Hypothesis: {
    required: ['domain', 'intent', 'scores'],
    properties: {
      id: { ...OPTIONAL_NAME, description: 'unique in the line; an empty id at position i becomes "h<i>"' },
      domain: { ...NAME, description: 'whose reading it is, e.g. "Music"' },
      intent: { ...NAME, description: 'what is asked of the domain, e.g. "PlayMusic"' },
      slots: { maxItems: LIMITS.slots, description: 'arguments, in order' },
      signals: { maxProperties: LIMITS.signals, propertyNames: NAME },
    },
  },
  SlotValue: {
    required: ['name', 'value'],
    dependentRequired: { start: ['end'], end: ['start'] },
    properties: {
      ...{ name: NAME, value: TEXT, confidence: PROBABILITY, entityId: OPTIONAL_NAME },
      ...{ start: OFFSET, end: OFFSET },
    },
  },
  UpstreamScores: {
    required: ['domain', 'intent', 'ner'],
    properties: { domain: PROBABILITY, intent: PROBABILITY, ner: PROBABILITY },
  },
  ReferenceInterpretation: {
    required: ['domain'],
    properties: {
      domain: { ...NAME, description: 'whose utterance it is; "Other" when no domain serves it' },
      intent: { ...OPTIONAL_NAME, description: 'what was asked, spelled as in the hypotheses' },
      slots: { maxItems: LIMITS.slots, description: 'arguments in order, spelled as in the hypotheses' },
    },
  },
};

const reference = (name: string): string => `#/$defs/${name}`;

/**
 * JSON Schema (2020-12) of a data line: the contract's types and comments, and the limits of the reader.
 * It refuses nothing that the reader accepts, if the line has lowerCamelCase names, and neither null nor numbers in
 * quotes. What compares fields (offsets with the utterance, ids with each other) only the reader refuses.
 */
export function dataLineSchema(): JsonSchema {
  const { LabelledUtterance, SlotValue, ...others } = jsonSchemasOf('tiebreak.v1.LabelledUtterance', reference);
  const slot = constrain('SlotValue', SlotValue!);
  const definitions = Object.fromEntries(
    Object.entries(others).map(([name, schema]) => [name, constrain(name, schema)] as const),
  );
  const { name, value } = propertiesOf(slot);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Tiebreak data line',
    ...constrain('LabelledUtterance', LabelledUtterance!),
    $defs: {
      ...definitions,
      SlotValue: slot,
      ReferenceInterpretation: withReferenceSlots(definitions.ReferenceInterpretation!),
      // Offsets and confidences of a truth are not read, so nothing is asked of them.
      ReferenceSlot: {
        type: 'object',
        description: 'One slot that was meant.',
        required: ['name', 'value'],
        properties: { name, value },
      },
    },
  };
}

/** @throws Error when the contract has no such property any more */
function constrain(name: string, schema: JsonSchema): JsonSchema {
  const { properties: narrower, ...keywords } = CONSTRAINTS[name] ?? { properties: {} };
  const properties: Record<string, JsonSchema> = { ...propertiesOf(schema) };
  for (const [property, constraint] of Object.entries(narrower)) {
    const wide = properties[property];
    if (wide === undefined) throw new Error(`expected ${name}.${property} in the contract, got none`);
    properties[property] = { ...wide, ...constraint };
  }
  return { ...schema, ...keywords, properties };
}

function withReferenceSlots(schema: JsonSchema): JsonSchema {
  const properties = propertiesOf(schema);
  return {
    ...schema,
    properties: { ...properties, slots: { ...properties.slots, items: { $ref: reference('ReferenceSlot') } } },
  };
}

function propertiesOf({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return properties as Readonly<Record<string, JsonSchema>>;
}
