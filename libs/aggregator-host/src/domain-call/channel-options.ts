import type { ChannelOptions } from '@grpc/grpc-js';
import { replicatedChannel } from '@tiebreak/protocol/grpc';

/**
 * How the aggregator's channels to other services behave: a call goes to a second replica at most, and soon.
 * @param service full name of the service whose calls these are
 */
export function channelOptions(service: string): ChannelOptions {
  return replicatedChannel({ service, maxAttempts: 2, initialBackoffMs: 1, maxBackoffMs: 5, burst: 50 });
}

/** Whether a gRPC target may stand for several replicas: a list of addresses, or a name. */
export function mayHaveReplicas(target: string): boolean {
  return target.includes(',') || !/^(ipv[46]:|unix:)?[[\]\d.:a-f]+$/i.test(target);
}
