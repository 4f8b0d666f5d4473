import { type ChannelOptions, experimental } from '@grpc/grpc-js';

const SCHEME = 'repeated-dns';
/** Milliseconds from one look-up of a name to the next, which channel options may set. */
const BETWEEN_LOOKUPS = 'grpc.dns_min_time_between_resolutions_ms';
const BETWEEN_LOOKUPS_MS = 5_000;

/**
 * Looks a name up again and again. gRPC does so only after a connection was lost, and replicas that were added to healthy
 * ones would get no calls. Servers that end connections now and then would help too, but at the cost of calls that were
 * just on their way.
 */
class RepeatedLookup implements experimental.Resolver {
  private readonly dns: experimental.Resolver;
  private readonly betweenMs: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(target: experimental.GrpcUri, listener: experimental.ResolverListener, options: ChannelOptions) {
    this.betweenMs = options[BETWEEN_LOOKUPS] ?? BETWEEN_LOOKUPS_MS;
    this.dns = experimental.createResolver({ ...target, scheme: 'dns' }, listener, {
      ...options,
      [BETWEEN_LOOKUPS]: this.betweenMs,
    });
  }

  /** What a server's certificate has to hold: as for "dns". */
  static getDefaultAuthority({ path }: experimental.GrpcUri): string {
    return path;
  }

  updateResolution(): void {
    this.dns.updateResolution();
    this.timer ??= setInterval(() => {
      this.dns.updateResolution();
    }, this.betweenMs).unref();
  }

  destroy(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.dns.destroy();
  }
}

/** A target whose replicas are found also when they come later, if it is a name such as "dns:///music:50051". */
export function withRepeatedLookup(target: string): string {
  experimental.registerResolver(SCHEME, RepeatedLookup);
  return target.replace(/^dns:/, `${SCHEME}:`);
}
