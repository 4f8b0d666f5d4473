import {
  createResolver,
  DEFAULT_COSTS,
  findFlips,
  type Flip,
  type Resolution,
  type ResolveRequest,
} from '@tiebreak/aggregation';
import { inProcessReranker } from '@tiebreak/aggregator-host/in-process';
import type { LabelledUtterance } from '@tiebreak/interpretation';
import { findBundles, readRerankerBundle, type RerankerBundle } from '@tiebreak/onnx-model';
import { definitionOf } from './domains';
import { Refusal } from './refusal';

/** The whole aggregator in this process, over bundles from disk. */
export interface InProcessAggregator {
  readonly bundles: readonly RerankerBundle[];
  resolve(line: LabelledUtterance): Promise<Resolution>;
  /** As `resolve`, with contributions, and with what would flip the first two. */
  explain(line: LabelledUtterance): Promise<{ readonly resolution: Resolution; readonly flips: readonly Flip[] }>;
}

/** Loads every re-ranker bundle under a folder. @throws Refusal, BundleError */
export async function loadAggregator(models: string): Promise<InProcessAggregator> {
  const bundles = await loadBundles(models);
  const resolver = createResolver({
    domains: bundles.map(({ manifest, model }) => ({
      domain: manifest.domain,
      fallback: manifest.fallback,
      noun: definitionOf(manifest.domain).noun,
      reranker: inProcessReranker(model),
    })),
    costs: DEFAULT_COSTS,
    now: () => performance.now(),
  });
  return {
    bundles,
    resolve: (line) => resolver(toRequest(line, false), Infinity),
    explain: async (line) => ({
      resolution: await resolver(toRequest(line, true), Infinity),
      flips: await findFlips(resolver, toRequest(line, false), Infinity),
    }),
  };
}

/** Loads every re-ranker bundle under a folder, one a domain. @throws Refusal, BundleError */
export async function loadBundles(models: string): Promise<RerankerBundle[]> {
  const found = await findBundles(models, 'reranker').catch((error: unknown) => {
    throw new Refusal((error as Error).message);
  });
  return Promise.all(
    found.map(({ domain, folder }) =>
      readRerankerBundle(folder, { domain, extractors: definitionOf(domain).features }),
    ),
  );
}

function toRequest(line: LabelledUtterance, explain: boolean): ResolveRequest {
  const { utterance, locale, context, hypotheses } = line;
  return { requestId: line.id, utterance, locale, context, hypotheses, explain, upstreamVersions: {} };
}
