// A small search service whose feedback is real: what it finds is always the same list. Usage: target-main LOCATION PORT KEEP_MS
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { DEFAULT_PROJECTIONS, type FeedbackEvent, FeedbackService, type Impression } from '@tiebreak/feedback';
import { FeedbackStoreError, openFeedbackStores } from '@tiebreak/feedback-store';
import { wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';

const SHOWN = Array.from({ length: 10 }, (_, i) => `song-${i}`);
const ACTIONS: Readonly<Record<string, FeedbackEvent['action']>> = {
  [wire.FeedbackAction.FEEDBACK_ACTION_CLICK]: 'click',
  [wire.FeedbackAction.FEEDBACK_ACTION_PLAY]: 'play',
  [wire.FeedbackAction.FEEDBACK_ACTION_LIKE]: 'like',
  [wire.FeedbackAction.FEEDBACK_ACTION_FAVORITE]: 'favorite',
  [wire.FeedbackAction.FEEDBACK_ACTION_SKIP]: 'skip',
};

const [location, port, keepMs] = process.argv.slice(2);
const stores = await openFeedbackStores(location!);
const service = await FeedbackService.open({
  ...{ log: stores.log, store: stores.q2e, projections: DEFAULT_PROJECTIONS, now: Date.now },
});

async function search({ requestId, query, userId, domain }: wire.SearchRequest): Promise<wire.SearchResponse> {
  const impression: Impression = {
    ...{ id: randomUUID(), at: Date.now(), domain, query, userId, context: { device: '', attributes: {} } },
    results: SHOWN.map((entityId, i) => ({
      entityId,
      sources: [{ strategy: 'lexical', rank: i + 1, score: 10 - i, normalisedScore: 1 - i / 9 }],
      features: [i, NaN],
    })),
    ...{ decisionFeatures: [query.length], choices: [{ strategy: 'lexical', depth: 10, propensity: 1 }] },
    ...{ jointPropensity: 1, policyVersion: 'static', rankerVersion: 'none' },
  };
  await service.logImpression(impression);
  return {
    ...{ requestId, impressionId: impression.id, strategies: [], jointPropensity: 1 },
    ...{ policyVersion: 'static', rankerVersion: 'none' },
    results: SHOWN.map((id, i) => ({
      entity: { id, domain, type: 'song', title: id, creator: '', year: 0, popularity: 0, attributes: {} },
      ...{ score: 10 - i, strategies: ['lexical'], contributions: [], position: i + 1 },
    })),
  };
}

async function recordFeedback({ events }: wire.RecordFeedbackRequest): Promise<wire.RecordFeedbackResponse> {
  const { rejected, ...receipt } = await service.recordFeedback(
    events.map(({ action, value, occurredAt, ...ids }) => ({
      ...ids,
      action: ACTIONS[action]!,
      ...(value === undefined ? {} : { value }),
      occurredAt: occurredAt === undefined ? Date.now() : 1_000 * occurredAt.seconds + occurredAt.nanos / 1e6,
    })),
  );
  return { ...receipt, rejected: [...rejected] };
}

/** A method as grpc-js wants it. */
function unary<Request, Response>(answer: (request: Request) => Promise<Response>) {
  return ({ request }: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
    answer(request).then(
      (response) => {
        done(null, response);
      },
      (error: unknown) => {
        const code = error instanceof FeedbackStoreError ? status.UNAVAILABLE : status.INTERNAL;
        done({ code, details: (error as Error).message });
      },
    );
  };
}

const server = new Server();
server.addService(toGrpcService(wire.SearchServiceDefinition), {
  search: unary(search),
  recordFeedback: unary(recordFeedback),
  matchEntities: unary(() => Promise.reject(new Error('this service only takes feedback'))),
});
/** Keeps the projections now and then; after a keeping that took long, because the database was away, not at once again. */
async function keepOn(stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await sleep(Number(keepMs), undefined, { signal: stopped }).catch(() => undefined);
    await service.keep().catch((error: unknown) => {
      console.error((error as Error).message);
    });
  }
}
const stopping = new AbortController();
const keeping = keepOn(stopping.signal);

server.bindAsync(`127.0.0.1:${port!}`, ServerCredentials.createInsecure(), (error, bound) => {
  if (error !== null) throw error;
  console.log(`serving gRPC on port ${bound}`);
});

process.once('SIGTERM', () => {
  stopping.abort();
  server.tryShutdown(() => {
    void keeping
      .then(() => service.follow())
      .then(() => service.keep())
      .then(() => stores.close());
  });
});
