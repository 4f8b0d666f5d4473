import { replicatedChannel } from '@tiebreak/protocol/grpc';
import { RerankerServiceDefinition } from '@tiebreak/protocol/wire';

/** How the aggregator's channels to domains behave: a call goes to a second replica at most, and soon. */
export const CHANNEL_OPTIONS = replicatedChannel({
  service: RerankerServiceDefinition.fullName,
  maxAttempts: 2,
  initialBackoffMs: 1,
  maxBackoffMs: 5,
  burst: 50,
});

/** Whether a gRPC target may stand for several replicas: a list of addresses, or a name. */
export function mayHaveReplicas(target: string): boolean {
  return target.includes(',') || !/^(ipv[46]:|unix:)?[[\]\d.:a-f]+$/i.test(target);
}
