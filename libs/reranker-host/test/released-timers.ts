import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { readPublicKey } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type RunningReranker, startReranker } from '../src/index';
import { temporaryRoot, timers, writeTimers } from './bundles';

export const { rerank } = toGrpcService(wire.RerankerServiceDefinition);
export const { listModels, activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
export const { MODEL_ROLE_ACTIVE: ACTIVE, MODEL_ROLE_SHADOW: SHADOW, MODEL_ROLE_CANARY: CANARY } = wire.ModelRole;
export const CALL = { deadlineMs: 5_000 };

/** A service over a folder of bundles `one` to `three`, one of another domain and a broken one, with clients of it. */
export class ReleasedTimers {
  readonly root = temporaryRoot();
  readonly digests = new Map<string, string>();
  client!: Client;
  admin!: Client;
  private service!: RunningReranker;

  get adminPort(): number {
    return this.service.adminPort!;
  }

  at(name: string): string {
    return join(this.root, name);
  }

  async writeBundles(): Promise<void> {
    for (const [name, of] of Object.entries({
      one: { version: '1.0.0', bias: 0 },
      two: { version: '1.1.0', bias: 2 },
      three: { version: '2.0.0', bias: -2 },
      foreign: { version: '3.0.0', bias: 0, domain: 'Alarms' },
    }))
      this.digests.set(name, (await writeTimers(this.at(name), of)).digest);
    mkdirSync(this.at('broken'));
    copyFileSync(join(this.at('two'), 'manifest.json'), join(this.at('broken'), 'manifest.json'));
    writeFileSync(join(this.at('broken'), 'model.onnx'), 'no graph');
  }

  async start(model: string, publicKey?: string, trail = this.at('some trail.jsonl')): Promise<void> {
    this.service = await startReranker(timers, {
      ...{ host: '127.0.0.1', port: 0, portVariable: 'none', model: this.at(model) },
      admin: { host: '127.0.0.1', port: 0, portVariable: 'none', modelRoot: this.root, trail },
      ...(publicKey === undefined ? {} : { publicKey: readPublicKey(publicKey) }),
    });
    this.client = new Client(`127.0.0.1:${this.service.port}`, credentials.createInsecure());
    this.admin = new Client(`127.0.0.1:${this.adminPort}`, credentials.createInsecure());
  }

  async stop(): Promise<void> {
    this.client.close();
    this.admin.close();
    await this.service.close();
  }

  ask(requestId = 'r', upstreamVersion = ''): Promise<wire.RerankResponse> {
    const request = {
      ...{ requestId, utterance: 'set a timer', locale: '', context: undefined, explain: false, upstreamVersion },
      hypotheses: [0.5, 0.2].map((domain, i) => ({
        ...{ id: `h${i}`, domain: 'Timers', intent: 'Set', slots: [], signals: {} },
        scores: { domain, intent: 0.5, ner: 0.5 },
      })),
    };
    return callUnary(this.client, rerank, request, CALL);
  }

  async version(requestId?: string): Promise<string> {
    return (await this.ask(requestId)).model!.version;
  }

  activate(bundle: string, rest: Partial<wire.ActivateModelRequest> = {}): Promise<wire.ActivateModelResponse> {
    const request = { bundle, expectedDigest: '', allowRollback: false, ...rest };
    return callUnary(this.admin, activateModel, request, CALL);
  }

  roll(bundle: string, role: wire.ModelRole = SHADOW, trafficShare?: number): Promise<wire.SetRolloutResponse> {
    const request = { bundle, role, ...(trafficShare === undefined ? {} : { trafficShare }) };
    return callUnary(this.admin, setRollout, request, CALL);
  }

  async standing(): Promise<(readonly [version: string, role: wire.ModelRole, share: number])[]> {
    const { models } = await callUnary(this.admin, listModels, {}, CALL);
    return models.map(({ model, trafficShare }) => [model!.version, model!.role, trafficShare]);
  }

  page(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.adminPort}${path}`, init);
  }
}

/** What a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ code: number; details: string }> {
  const { code, details } = await call.then(
    () => {
      throw new Error('expected a refusal');
    },
    (error: unknown) => error as ServiceError,
  );
  return { code, details };
}
