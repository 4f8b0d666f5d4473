import {
  createFileRegistry,
  type DescEnum,
  type DescField,
  type DescMessage,
  fromBinary,
  ScalarType,
} from '@bufbuild/protobuf';
import { type FileDescriptorSet, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { fileDescriptorSet } from './generated/file-descriptor-set';

/** A JSON Schema (2020-12), as OpenAPI 3.1 embeds it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const descriptors: FileDescriptorSet = fromBinary(
  FileDescriptorSetSchema,
  Uint8Array.from(atob(fileDescriptorSet), (c) => c.charCodeAt(0)),
);
const registry = createFileRegistry(descriptors);

/**
 * JSON Schemas of a message of the contract and of all that it uses, by short name, following the proto3 JSON mapping.
 * Descriptions are the contract's comments.
 * @param fullName e.g. "tiebreak.v1.ResolveRequest"
 * @param reference turns a short name into a `$ref`
 * @throws Error when the contract has no such message
 */
export function jsonSchemasOf(fullName: string, reference: (name: string) => string): Record<string, JsonSchema> {
  const root = registry.getMessage(fullName);
  if (root === undefined) throw new Error(`expected a message of the contract, got ${fullName}`);
  const schemas: Record<string, JsonSchema> = {};
  visit(root);
  return schemas;

  function visit(message: DescMessage): void {
    if (message.name in schemas) return;
    schemas[message.name] = {};
    const properties = Object.fromEntries(message.fields.map((field) => [field.jsonName, describeField(field)]));
    schemas[message.name] = { type: 'object', ...describe(message), properties };
  }

  function describeField(field: DescField): JsonSchema {
    switch (field.fieldKind) {
      case 'scalar':
        return { ...scalar(field.scalar), ...describe(field) };
      case 'enum':
        return { ...enumeration(field.enum), ...describe(field) };
      case 'message':
        return { ...messageType(field.message), ...describe(field) };
      case 'list':
        return { type: 'array', items: elementOf(field), ...describe(field) };
      case 'map':
        return { type: 'object', additionalProperties: elementOf(field), ...describe(field) };
    }
  }

  function elementOf(field: DescField & { fieldKind: 'list' | 'map' }): JsonSchema {
    if (field.message !== undefined) return messageType(field.message);
    if (field.enum !== undefined) return enumeration(field.enum);
    return scalar(field.scalar);
  }

  function messageType(message: DescMessage): JsonSchema {
    if (message.typeName === 'google.protobuf.Timestamp') return { type: 'string', format: 'date-time' };
    visit(message);
    return { $ref: reference(message.name) };
  }
}

function scalar(type: ScalarType): JsonSchema {
  if (type === ScalarType.STRING) return { type: 'string' };
  if (type === ScalarType.BOOL) return { type: 'boolean' };
  if (type === ScalarType.UINT32) return { type: 'integer', minimum: 0 };
  return { type: 'number' };
}

function enumeration({ values }: DescEnum): JsonSchema {
  return { type: 'string', enum: values.map(({ name }) => name) };
}

/** Comments of the contract by message and field, found through the descriptor's source locations. */
function describe(described: DescMessage | DescField): JsonSchema {
  const message = described.kind === 'message' ? described : described.parent;
  const path = [4, message.file.messages.indexOf(message)];
  if (described.kind === 'field') path.push(2, message.fields.indexOf(described));
  const locations = message.file.proto.sourceCodeInfo?.location ?? [];
  const location = locations.find(
    (candidate) => candidate.path.length === path.length && candidate.path.every((step, i) => step === path[i]),
  );
  const comment = `${location?.leadingComments ?? ''} ${location?.trailingComments ?? ''}`.replace(/\s+/g, ' ').trim();
  return comment === '' ? {} : { description: comment };
}
