import type { ChannelOptions } from '@grpc/grpc-js';

/** How calls that were cut, or that no replica began, are made again. They must do no harm when made twice. */
export interface RetryPolicy {
  /** Full name of the service whose calls these are. */
  readonly service: string;
  /** Calls in all, the first one included: 2 to 5, since gRPC makes no more. */
  readonly maxAttempts: number;
  /** Before the first retry it is waited up to this long, in milliseconds; then up to three times as long each time. */
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  /**
   * Calls that may fail at once and still be made again, at most 500. After that, one retry in ten calls is: so a service
   * that is down is not asked several times as often (gRFC A6).
   */
  readonly burst: number;
}

const seconds = (count: number) => ({ seconds: count, nanos: 0 });

/** A replica that fails or misses most of its calls is left out for a while, as long as another is there. */
const LEAVE_OUT_FAILING_REPLICAS = {
  interval: seconds(1),
  base_ejection_time: seconds(1),
  max_ejection_time: seconds(5),
  max_ejection_percent: 50,
  failure_percentage_ejection: { threshold: 50, enforcement_percentage: 100, minimum_hosts: 2, request_volume: 5 },
  child_policy: [{ round_robin: {} }],
};

/**
 * How a channel behaves that leads to a service of several replicas, all of them used in turn.
 * @param retries none when left out
 */
export function replicatedChannel(retries?: RetryPolicy): ChannelOptions {
  return {
    'grpc.enable_channelz': 0,
    // gRPC waits a second and more between attempts by default, each with jitter, but a restarted service should be used
    // again within two.
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 500,
    // A peer that vanished without a word is found out, and connected to anew, within seconds.
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 2_000,
    // What a TXT record says does not change how calls are made.
    'grpc.service_config_disable_resolution': 1,
    'grpc.service_config': JSON.stringify({
      loadBalancingConfig: [{ outlier_detection: LEAVE_OUT_FAILING_REPLICAS }],
      ...(retries && retryConfig(retries)),
    }),
  };
}

function retryConfig({ service, maxAttempts, initialBackoffMs, maxBackoffMs, burst }: RetryPolicy): object {
  const retryPolicy = {
    maxAttempts,
    initialBackoff: `${initialBackoffMs / 1000}s`,
    maxBackoff: `${maxBackoffMs / 1000}s`,
    backoffMultiplier: 3,
    retryableStatusCodes: ['UNAVAILABLE'],
  };
  // gRPC stops when half of the tokens are gone.
  return {
    methodConfig: [{ name: [{ service }], retryPolicy }],
    retryThrottling: { maxTokens: 2 * burst, tokenRatio: 0.1 },
  };
}
