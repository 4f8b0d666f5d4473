import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary, type CallOptions, toGrpcService } from '@tiebreak/protocol/grpc';
import type { ModelChange } from '@tiebreak/release-control';
import type { CertificateContext } from '@tiebreak/service-host';
import { readAdminPage } from '@tiebreak/service-host/admin-page';
import type { AnsweredTraffic, ShadowRecord } from '@tiebreak/serving';
import { RERANKER_METRICS } from '@tiebreak/telemetry';
import { Refusal } from '../refusal';

const { listModels, activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
/** A bundle is loaded, checked and warmed within this. */
const CALL: CallOptions = { deadlineMs: 30_000 };

/** Contents of PEM files: who asks, and whom it believes. */
export interface AdminIdentity {
  readonly certificate: Buffer;
  readonly key: Buffer;
  readonly authorities: Buffer;
}

/** What a service has answered since it started. */
export interface ServiceTraffic {
  readonly active: AnsweredTraffic;
  readonly canary: AnsweredTraffic;
  readonly failed: number;
}

/** The admin address of one domain service. Every method throws a Refusal with what the service said, or that it is not there. */
export class AdminClient {
  private readonly client: Client;

  /** @param identity who asks; absent: the service does not want to know, and nothing is encrypted */
  constructor(
    private readonly address: string,
    private readonly identity?: AdminIdentity,
  ) {
    this.client = new Client(
      address,
      identity === undefined
        ? credentials.createInsecure()
        : credentials.createSsl(identity.authorities, identity.key, identity.certificate),
    );
  }

  async list(): Promise<readonly wire.LoadedModel[]> {
    return (await this.asked(callUnary(this.client, listModels, {}, CALL))).models;
  }

  async activate(bundle: string, expectedDigest: string, allowRollback: boolean): Promise<void> {
    await this.asked(callUnary(this.client, activateModel, { bundle, expectedDigest, allowRollback }, CALL));
  }

  /** @param share undefined leaves it to the service */
  async roll(bundle: string, as: 'shadow' | 'canary', share?: number): Promise<void> {
    const role = as === 'shadow' ? wire.ModelRole.MODEL_ROLE_SHADOW : wire.ModelRole.MODEL_ROLE_CANARY;
    const request = { bundle, role, ...(share === undefined ? {} : { trafficShare: share }) };
    await this.asked(callUnary(this.client, setRollout, request, CALL));
  }

  async endRollout(): Promise<void> {
    const request = { bundle: '', role: wire.ModelRole.MODEL_ROLE_UNSPECIFIED };
    await this.asked(callUnary(this.client, setRollout, request, CALL));
  }

  /** How the shadow differs, which the protocol has no message for; undefined without a shadow. */
  async shadowRecord(): Promise<ShadowRecord | undefined> {
    return (JSON.parse(await this.page('/models')) as { shadow?: ShadowRecord }).shadow;
  }

  /** What was done to the models before, oldest first. */
  async history(): Promise<readonly ModelChange[]> {
    return (JSON.parse(await this.page('/models')) as { history: ModelChange[] }).history;
  }

  async traffic(): Promise<ServiceTraffic> {
    const text = await this.page('/metrics');
    const { duration, requests } = RERANKER_METRICS;
    const valueOf = (series: string, label: string): number =>
      Number(new RegExp(`^${series}\\{[^}]*${label}[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
    const answered = (role: string): AnsweredTraffic => ({
      count: valueOf(`${duration.name}_count`, `role="${role}"`),
      seconds: valueOf(`${duration.name}_sum`, `role="${role}"`),
    });
    return {
      active: answered('active'),
      canary: answered('canary'),
      failed: valueOf(requests.name, 'outcome="failed"'),
    };
  }

  close(): void {
    this.client.close();
  }

  private async page(path: string): Promise<string> {
    const { identity } = this;
    const context: CertificateContext | undefined = identity && {
      cert: identity.certificate,
      key: identity.key,
      ca: identity.authorities,
    };
    const { status: code, text } = await readAdminPage(this.address, path, { identity: context }).catch(
      (error: unknown) => ({ status: (error as Error).message, text: '' }),
    );
    if (code !== 200) throw new Refusal(`${this.address}: expected ${path} of a running service, got ${String(code)}`);
    return text;
  }

  private async asked<T>(call: Promise<T>): Promise<T> {
    return call.catch((error: unknown) => {
      throw refusalOf(error as ServiceError, this.address);
    });
  }
}

/** What the service refused, in its own words; or that it cannot be reached. */
function refusalOf(error: ServiceError, address: string): Error {
  if (error.code === status.FAILED_PRECONDITION || error.code === status.INVALID_ARGUMENT)
    return new Refusal(error.details);
  if (error.code === status.UNAUTHENTICATED) return new Refusal(`${address}: ${error.details}`);
  if (error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED)
    return new Refusal(`${address}: expected the admin address of a running service, got ${status[error.code]}`);
  if (error.code === status.UNIMPLEMENTED)
    return new Refusal(
      `${address}: expected an admin address, 1,000 below the gRPC port, got a service without releases`,
    );
  return error;
}
