import { fileURLToPath } from 'node:url';
import {
  createResolver,
  type DecisionPolicy,
  type DomainWording,
  type Resolution,
  type ResolveRequest,
} from '@tiebreak/aggregation';
import { inProcessReranker } from '@tiebreak/aggregator-host/in-process';
import {
  AggregatorSettings,
  ConfigurationError,
  decisionPolicy,
  DecisionSettings,
  environment,
  readRegistry,
  readSettings,
} from '@tiebreak/configuration';
import type { LabelledUtterance } from '@tiebreak/interpretation';
import { findBundles, readRerankerBundle, type RerankerBundle } from '@tiebreak/onnx-model';
import { definitionOf } from './domains';
import { Refusal } from './refusal';

const REGISTRY = fileURLToPath(new URL('../../aggregator/registry.json', import.meta.url));
const JOINT = fileURLToPath(new URL('../../aggregator/model/joint.json', import.meta.url));

/** The whole aggregator in this process, over bundles from disk. */
export interface InProcessAggregator {
  readonly policy: DecisionPolicy;
  readonly bundles: readonly RerankerBundle[];
  resolve(line: LabelledUtterance): Promise<Resolution>;
  /** Answers a request as a service would be asked. */
  answer(request: ResolveRequest): Promise<Resolution>;
  /** As `resolve`, with contributions. */
  explain(line: LabelledUtterance): Promise<Resolution>;
}

/**
 * Loads every re-ranker bundle under a folder.
 * @param policy that of the aggregator's own process under the same environment, when left out
 * @throws Refusal, BundleError
 */
export async function loadAggregator(models: string, policy = readPolicy()): Promise<InProcessAggregator> {
  const bundles = await loadBundles(models);
  const wordings = readWordings();
  const resolver = createResolver({
    domains: bundles.map(({ manifest, model }) => ({
      domain: manifest.domain,
      fallback: manifest.fallback,
      ...(wordings.get(manifest.domain) ?? { noun: definitionOf(manifest.domain).noun }),
      reranker: inProcessReranker(model),
    })),
    ...policy,
    now: () => performance.now(),
  });
  return {
    policy,
    bundles,
    resolve: (line) => resolver(toRequest(line, false), Infinity),
    answer: (request) => resolver(request, Infinity),
    explain: (line) => resolver(toRequest(line, true), Infinity),
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

function readPolicy(): DecisionPolicy {
  return configured(() => decisionPolicy(readSettings(DecisionSettings, environment(), { joint: JOINT })));
}

/** What the aggregator's registry calls things in questions, by domain. */
function readWordings(): Map<string, DomainWording> {
  return configured(() => {
    const { registry } = readSettings(AggregatorSettings, environment(), { registry: REGISTRY });
    return new Map(
      readRegistry(registry).map(({ domain, noun, intents, slots }) => [domain, { noun, intents, slots }]),
    );
  });
}

/** @throws Refusal in place of ConfigurationError */
function configured<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) throw new Refusal(error.message);
    throw error;
  }
}

function toRequest(line: LabelledUtterance, explain: boolean): ResolveRequest {
  const { utterance, locale, context, hypotheses } = line;
  return { requestId: line.id, utterance, locale, context, hypotheses, explain, upstreamVersions: {} };
}
