import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { TracerProvider } from '@opentelemetry/sdk-trace';

export interface TracingOptions {
  /** Name of this service in the traces. */
  readonly service: string;
  /** Where an OpenTelemetry collector takes traces over HTTP, e.g. http://127.0.0.1:4318/v1/traces. */
  readonly url: string;
  /** Share of the requests that are traced when their caller has not decided, in [0, 1]. */
  readonly share: number;
}

/** Headers of a request, or what stands for them. */
export type TraceHeaders = Readonly<Record<string, string>>;

/** Names of the headers that carry a trace from hop to hop (W3C Trace Context). */
export const TRACE_HEADERS = ['traceparent', 'tracestate'] as const;

let provider: TracerProvider | undefined;

/**
 * Sends traces of this process from now on. Before it is called, and where it never is, `traced` costs nothing.
 * @returns ends that, and sends what is left
 */
export async function startTracing({ service, url, share }: TracingOptions): Promise<() => Promise<void>> {
  // Loaded here, so that who sends no traces does not wait for it.
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const { W3CTraceContextPropagator } = await import('@opentelemetry/core');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const sdk = await import('@opentelemetry/sdk-trace');
  const started = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  provider = started;
  return async () => {
    if (provider === started) provider = undefined;
    // A collector that is gone must not keep a service from closing.
    await started.shutdown().catch(() => undefined);
  };
}

const SPAN_KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** What a span says of itself beside its name. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/**
 * Does work as a span of a request's trace; what the work does in turn belongs under it.
 * @param headersOf reads the headers of the request that came in, for its trace; absent: the present span's
 */
export async function traced<T>(
  name: string,
  kind: 'server' | 'client' | 'internal',
  headersOf: (() => TraceHeaders) | undefined,
  work: (say: (attributes: SpanAttributes) => void) => Promise<T>,
): Promise<T> {
  if (provider === undefined) return work(() => undefined);
  const parent = headersOf === undefined ? context.active() : propagation.extract(context.active(), headersOf());
  const span: Span = provider.getTracer('tiebreak').startSpan(name, { kind: SPAN_KINDS[kind] }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), work, undefined, (attributes: SpanAttributes) => {
      span.setAttributes(attributes);
    });
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
    throw error;
  } finally {
    span.end();
  }
}

/** Headers that carry the present span to the next hop; none where nothing is traced. */
export function traceHeaders(): TraceHeaders | undefined {
  if (provider === undefined) return undefined;
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}
