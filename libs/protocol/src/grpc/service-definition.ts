import type { MethodDefinition } from '@grpc/grpc-js';

/** A message type as ts-proto generates it. */
interface Codec {
  encode(message: never): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
}

interface GenericMethod {
  readonly name: string;
  readonly requestType: Codec;
  readonly responseType: Codec;
}

/** A service as ts-proto defines it without a framework. All of ours are unary. */
export interface GenericDefinition {
  readonly fullName: string;
  readonly methods: Readonly<Record<string, GenericMethod>>;
}

/** The message that a codec reads and writes. */
type MessageOf<C extends Codec> = ReturnType<C['decode']>;

/** The gRPC methods of a service, under their lowerCamelCase names. */
export type GrpcService<Definition extends GenericDefinition> = {
  readonly [Method in keyof Definition['methods']]: MethodDefinition<
    MessageOf<Definition['methods'][Method]['requestType']>,
    MessageOf<Definition['methods'][Method]['responseType']>
  >;
};

/** The gRPC definition of a service over its generated codecs: what a server serves and a client calls. */
export function toGrpcService<Definition extends GenericDefinition>({
  fullName,
  methods,
}: Definition): GrpcService<Definition> {
  const entries = Object.entries(methods).map(([originalName, { name, requestType, responseType }]) => {
    const method: MethodDefinition<never, never> = {
      path: `/${fullName}/${name}`,
      originalName,
      requestStream: false,
      responseStream: false,
      ...serialization(requestType, 'request'),
      ...serialization(responseType, 'response'),
    } as MethodDefinition<never, never>;
    return [originalName, method];
  });
  return Object.fromEntries(entries) as GrpcService<Definition>;
}

function serialization(codec: Codec, side: 'request' | 'response'): object {
  return {
    [`${side}Serialize`]: (message: never) => Buffer.from(codec.encode(message).finish()),
    [`${side}Deserialize`]: (bytes: Uint8Array) => codec.decode(bytes),
  };
}

/** The same methods keyed as gRPC packages are, "tiebreak.v1.RerankerService" -> "Rerank", which is how Nest takes them. */
export function toPackageDefinition(
  ...definitions: readonly GenericDefinition[]
): Record<string, Record<string, MethodDefinition<never, never>>> {
  return Object.fromEntries(
    definitions.map((definition) => {
      const service = toGrpcService(definition) as unknown as Record<string, MethodDefinition<never, never>>;
      const methods = Object.entries(definition.methods).map(([originalName, { name }]) => [
        name,
        service[originalName]!,
      ]);
      return [definition.fullName, Object.fromEntries(methods)];
    }),
  );
}
