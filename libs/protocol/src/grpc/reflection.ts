import type { Server } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { fileDescriptorSet } from '../generated/file-descriptor-set';

/** Lets tools such as grpcurl ask a server for the contract. Only the named services are listed. */
export function serveReflection(server: Pick<Server, 'addService'>, services: readonly string[]): void {
  const definitions = loadFileDescriptorSetFromBuffer(Buffer.from(fileDescriptorSet, 'base64'));
  new ReflectionService(definitions, { services: [...services] }).addToServer(server);
}
