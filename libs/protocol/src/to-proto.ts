import type { Decision, DomainOutcome, Resolution, ResolveRequest } from '@tiebreak/aggregation';
import type { RankedHypothesis } from '@tiebreak/interpretation';
import type { AnsweringModel, ModelRole, RerankRequest } from '@tiebreak/scoring';
import type { StandingModel } from '@tiebreak/serving';
import * as aggregator from './generated/tiebreak/v1/aggregator';
import * as interpretation from './generated/tiebreak/v1/interpretation';
import type * as reranker from './generated/tiebreak/v1/reranker';

/** The message that asks a domain's service for scores. The vocabulary's shapes are the messages' own. */
export function toRerankRequestMessage(request: RerankRequest): reranker.RerankRequest {
  return request;
}

/** The message that asks the aggregator. */
export function toResolveRequestMessage(request: ResolveRequest): aggregator.ResolveRequest {
  return request;
}

/** A domain service's answer. */
export function toRerankResponse(
  requestId: string,
  model: AnsweringModel,
  ranked: readonly RankedHypothesis[],
): reranker.RerankResponse {
  return { requestId, model: toModelVersion(model), ranked };
}

/** The aggregator's answer. */
export function toResolveResponse({ requestId, ranked, outcomes, decision }: Resolution): aggregator.ResolveResponse {
  return { requestId, ranked, outcomes: outcomes.map(toDomainOutcome), decision: toDecision(decision) };
}

/** A decision as a message; the expected cost stays inside. */
export function toDecision({ kind, options, probabilityRight, question }: Decision): aggregator.Decision {
  return { kind: DECISION_KINDS[kind], options, probabilityRight, question };
}

/** A model and the role in which it answered or stands. */
export function toModelVersion({ role, ...version }: AnsweringModel): interpretation.ModelVersion {
  return { ...version, role: MODEL_ROLES[role] };
}

/** A model that a domain's service has loaded. */
export function toLoadedModel({ version, role, trafficShare }: StandingModel): reranker.LoadedModel {
  return { model: toModelVersion({ ...version, role }), trafficShare };
}

function toDomainOutcome({ domain, status, model, latencyMs, error }: DomainOutcome): aggregator.DomainOutcome {
  return {
    domain,
    status: DOMAIN_STATUSES[status],
    model: model === undefined ? undefined : toModelVersion(model),
    latencyMs,
    error,
  };
}

const MODEL_ROLES: Readonly<Record<ModelRole, interpretation.ModelRole>> = {
  active: interpretation.ModelRole.MODEL_ROLE_ACTIVE,
  shadow: interpretation.ModelRole.MODEL_ROLE_SHADOW,
  canary: interpretation.ModelRole.MODEL_ROLE_CANARY,
};

const DECISION_KINDS: Readonly<Record<Decision['kind'], aggregator.DecisionKind>> = {
  act: aggregator.DecisionKind.DECISION_KIND_ACT,
  confirm: aggregator.DecisionKind.DECISION_KIND_CONFIRM,
  disambiguate: aggregator.DecisionKind.DECISION_KIND_DISAMBIGUATE,
  reject: aggregator.DecisionKind.DECISION_KIND_REJECT,
};

const DOMAIN_STATUSES: Readonly<Record<DomainOutcome['status'], aggregator.DomainStatus>> = {
  ranked: aggregator.DomainStatus.DOMAIN_STATUS_RANKED,
  deadlineExceeded: aggregator.DomainStatus.DOMAIN_STATUS_DEADLINE_EXCEEDED,
  unavailable: aggregator.DomainStatus.DOMAIN_STATUS_UNAVAILABLE,
  unknown: aggregator.DomainStatus.DOMAIN_STATUS_UNKNOWN,
};
