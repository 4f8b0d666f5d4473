import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';

/** A message type as ts-proto generates it. */
interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

/** A service as ts-proto defines it without a framework. All of ours are unary. */
interface GenericDefinition {
  readonly fullName: string;
  readonly methods: Readonly<
    Record<string, { readonly name: string; readonly requestType: unknown; readonly responseType: unknown }>
  >;
}

/** The gRPC definition of a service, over the generated codecs. */
export function toGrpcService<Definition extends GenericDefinition>(
  definition: Definition,
): { readonly [Method in keyof Definition['methods']]: MethodDefinition<unknown, unknown> } & ServiceDefinition {
  const methods = Object.entries(definition.methods).map(([originalName, { name, requestType, responseType }]) => {
    const request = requestType as Codec<unknown>;
    const response = responseType as Codec<unknown>;
    return [
      name,
      {
        path: `/${definition.fullName}/${name}`,
        originalName,
        requestStream: false,
        responseStream: false,
        requestSerialize: (message: unknown) => Buffer.from(request.encode(message).finish()),
        requestDeserialize: (bytes: Uint8Array) => request.decode(bytes),
        responseSerialize: (message: unknown) => Buffer.from(response.encode(message).finish()),
        responseDeserialize: (bytes: Uint8Array) => response.decode(bytes),
      },
    ];
  });
  return Object.fromEntries(methods) as ReturnType<typeof toGrpcService<Definition>>;
}
