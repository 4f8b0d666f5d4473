import { join } from 'node:path';
import { createResolver, DEFAULT_COSTS, type Resolution, type ResolveRequest } from '@tiebreak/aggregation';
import { grpcReranker, inProcessReranker } from '@tiebreak/aggregator-host';
import { readJointMap, readRegistry } from '@tiebreak/configuration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { startReranker } from '@tiebreak/reranker-host';
import { describeWithData, NBEST, WORKSPACE } from './data';
import { readLines } from './read-lines';

/** A deadline that no machine misses, because lateness is not what is compared. */
const DEADLINE_MS = 5_000;

describeWithData('gRPC and in process', () => {
  it('give the same order, score bits and decision on every test line', async () => {
    const registry = readRegistry(join(WORKSPACE, 'apps/aggregator/registry.json'));
    const parts = await Promise.all(
      [books, music, video].map(async (definition) => {
        const folder = join(WORKSPACE, 'apps', definition.name.toLowerCase(), 'model');
        const bundle = await readRerankerBundle(folder, { domain: definition.name });
        const service = await startReranker(definition, {
          host: '127.0.0.1',
          port: 0,
          portVariable: 'none',
          model: folder,
        });
        const entry = registry.find(({ domain }) => domain === definition.name)!;
        return {
          definition,
          bundle,
          service,
          entry,
          remote: grpcReranker({ address: `127.0.0.1:${service.port}`, patienceMs: Infinity }),
        };
      }),
    );
    const joint = readJointMap(join(WORKSPACE, 'apps/aggregator/model/joint.json'));
    const options = { costs: DEFAULT_COSTS, joint, now: () => 0 };
    const overGrpc = createResolver({
      ...options,
      domains: parts.map(({ entry, remote }) => ({ ...entry, reranker: remote })),
    });
    const inProcess = createResolver({
      ...options,
      domains: parts.map(({ entry, bundle }) => ({
        ...entry,
        fallback: bundle.manifest.fallback,
        reranker: inProcessReranker(bundle.model),
      })),
    });

    let compared = 0;
    for (const line of readLines(NBEST.test)) {
      const request: ResolveRequest = { ...line, requestId: line.id, explain: false, upstreamVersions: {} };
      expect(observable(await overGrpc(request, DEADLINE_MS))).toEqual(
        observable(await inProcess(request, DEADLINE_MS)),
      );
      compared++;
    }
    for (const { remote, service, bundle } of parts) {
      remote.close();
      await service.close();
      await bundle.model.release();
    }
    expect(compared).toBe(2132);
  }, 120_000);
});

function observable({ ranked, decision, outcomes }: Resolution): object {
  return {
    ranked: ranked.map(({ hypothesis, score, fallback }) => [hypothesis.id, score, fallback]),
    decision,
    statuses: outcomes.map(({ domain, status }) => [domain, status]),
  };
}
