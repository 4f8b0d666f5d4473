import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { ConflictException } from '@nestjs/common';
import type { RegistryEntry } from '@tiebreak/configuration';
import { wire } from '@tiebreak/protocol';
import { callUnary, type CallOptions, toGrpcService } from '@tiebreak/protocol/grpc';
import { type Certificates, Unavailable } from '@tiebreak/service-host';
import { readAdminPage } from '@tiebreak/service-host/admin-page';
import type { DomainModelsView, GateView, ModelChangeView, RolloutRequest, ShadowView } from './views';

const { activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
/** A bundle is loaded, checked and warmed within this. */
const CHANGE: CallOptions = { deadlineMs: 30_000 };
/** Nobody looks at a page for longer. */
const LOOK_MS = 2_000;

/** The page `/models` of a domain's admin address, as far as it is shown. */
interface ModelsPage {
  readonly models: readonly {
    readonly version: { readonly version: string; readonly digest: string };
    readonly role: 'active' | 'shadow' | 'canary';
    readonly trafficShare: number;
    readonly requests?: number;
    readonly gate?: GateView;
  }[];
  readonly shadow?: ShadowView;
  readonly history: readonly ModelChangeView[];
}

/** Reads what stands in a domain's service and what was done there; that it cannot be reached is part of the answer. */
export async function lookAtModels(
  { domain, admin }: Pick<RegistryEntry, 'domain' | 'admin'>,
  certificates: Certificates | undefined,
): Promise<DomainModelsView> {
  const unknown = (error: string): DomainModelsView => ({ domain, models: [], history: [], error });
  if (admin === undefined) return unknown('The registry has no admin address of this domain.');
  try {
    const { status: code, text } = await readAdminPage(admin, '/models', {
      identity: certificates?.context,
      deadlineMs: LOOK_MS,
    });
    if (code !== 200) return unknown(`Its admin address answers ${code ?? 'nothing'}.`);
    const { models, shadow, history } = JSON.parse(text) as ModelsPage;
    return {
      domain,
      models: models.map(({ version: { version, digest }, role, trafficShare, requests, gate }) => ({
        ...{ version, digest, role, trafficShare },
        ...(requests !== undefined && { requests }),
        ...(gate && { gate: { passed: gate.passed, rules: gate.rules } }),
      })),
      ...(shadow && { shadow }),
      history,
      error: '',
    };
  } catch {
    return unknown('Its service cannot be reached.');
  }
}

/**
 * Changes what stands in a domain's service.
 * @throws ConflictException with what the service refused, Unavailable when it cannot be reached
 */
export async function changeModels(
  admin: string,
  request: RolloutRequest,
  certificates: Certificates | undefined,
): Promise<void> {
  const client = new Client(admin, certificates?.channelCredentials() ?? credentials.createInsecure());
  try {
    await callChange(client, request);
  } catch (error) {
    throw refusalOf(error as ServiceError);
  } finally {
    client.close();
  }
}

async function callChange(client: Client, request: RolloutRequest): Promise<void> {
  switch (request.action) {
    case 'activate':
    case 'rollback': {
      const { bundle } = request;
      const message = { bundle, expectedDigest: '', allowRollback: request.action === 'rollback' };
      await callUnary(client, activateModel, message, CHANGE);
      return;
    }
    case 'canary':
    case 'shadow': {
      const { bundle, trafficShare } = request;
      const role = wire.ModelRole[request.action === 'canary' ? 'MODEL_ROLE_CANARY' : 'MODEL_ROLE_SHADOW'];
      await callUnary(client, setRollout, { bundle, role, trafficShare }, CHANGE);
      return;
    }
    case 'end':
      await callUnary(client, setRollout, { bundle: '', role: wire.ModelRole.MODEL_ROLE_UNSPECIFIED }, CHANGE);
      return;
  }
}

/** What the service refused, in its own words; or that it cannot be reached. */
function refusalOf(error: ServiceError): Error {
  if ([status.UNAVAILABLE, status.DEADLINE_EXCEEDED].includes(error.code)) return new Unavailable();
  const refused = [
    status.FAILED_PRECONDITION,
    status.INVALID_ARGUMENT,
    status.UNAUTHENTICATED,
    status.PERMISSION_DENIED,
  ];
  return refused.includes(error.code) ? new ConflictException(error.details) : error;
}
