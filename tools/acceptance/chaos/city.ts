import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { type IdentityFiles, TestAuthority } from '@tiebreak/conformance';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceProcess } from '@tiebreak/service-host';
import { startAggregatorProcess, startApp } from '../app-processes';
import { WORKSPACE } from '../data';
import { FaultyProxy } from './faulty-proxy';

/** A device that is always full; where there is none, a file takes its place. */
const FULL_DISK = '/dev/full';

const { activateModel } = toGrpcService(wire.ModelServiceDefinition);

/** One process of a domain, behind a network that may fail. */
export interface Replica {
  readonly domain: string;
  readonly proxy: FaultyProxy;
  process: ServiceProcess;
}

/** An aggregator and its domains as they would run in production: certificates everywhere, two processes of Music. */
export class City {
  readonly replicas: Replica[] = [];
  aggregator!: ServiceProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tiebreak-chaos-'));

  private constructor(
    private readonly ours: TestAuthority,
    private readonly theirs: TestAuthority,
    private readonly identities: Readonly<Record<string, IdentityFiles>>,
  ) {}

  static async build(): Promise<City> {
    const [ours, theirs] = [await TestAuthority.create(), await TestAuthority.create('somebody else')];
    const identities: Record<string, IdentityFiles> = {};
    for (const name of ['service', 'router', 'release']) identities[name] = await ours.issue(name);
    identities.wrong = await theirs.issue('wrong');
    const city = new City(ours, theirs, identities);
    for (const domain of ['books', 'music', 'video']) {
      cpSync(join(WORKSPACE, 'apps', domain, 'model'), join(city.folder, domain, 'good'), { recursive: true });
      cpSync(join(WORKSPACE, 'apps', domain, 'model'), join(city.folder, domain, 'corrupted'), { recursive: true });
      const graph = join(city.folder, domain, 'corrupted', 'model.onnx');
      const bytes = readFileSync(graph);
      bytes[bytes.length >> 1]! ^= 0xff;
      writeFileSync(graph, bytes);
    }
    for (const domain of ['Books', 'Music', 'Music', 'Video']) {
      const process = await city.startReplica(domain, 0);
      city.replicas.push({ domain, process, proxy: await FaultyProxy.start(process.ports[0]!) });
    }
    const addressOf = (domain: string): string => {
      const ports = city.replicas.filter((replica) => replica.domain === domain).map(({ proxy }) => proxy.port);
      return ports.length === 1
        ? `127.0.0.1:${ports[0]!}`
        : `ipv4:${ports.map((port) => `127.0.0.1:${port}`).join(',')}`;
    };
    city.aggregator = await startAggregatorProcess(
      Object.fromEntries(['Books', 'Music', 'Video'].map((domain) => [domain, addressOf(domain)])),
      tlsVariables(identities.service!),
    );
    return city;
  }

  /** Credentials of somebody who may ask. */
  get router() {
    return credentialsOf(this.identities.router!);
  }

  /** Starts a replica anew on the port that it had. */
  async restart(replica: Replica, identity: 'service' | 'wrong' = 'service'): Promise<void> {
    replica.process = await this.startReplica(replica.domain, replica.process.ports[0]!, identity);
  }

  /** Asks a replica to activate a bundle; rejects with what it says. */
  async activate({ process }: Replica, bundle: 'good' | 'corrupted'): Promise<void> {
    const admin = new Client(`127.0.0.1:${process.ports[1]!}`, credentialsOf(this.identities.release!));
    try {
      const request = { bundle, expectedDigest: '', allowRollback: true };
      await callUnary(admin, activateModel, request, { deadlineMs: 10_000 });
    } finally {
      admin.close();
    }
  }

  async tearDown(): Promise<void> {
    await Promise.all([this.aggregator.stop(), ...this.replicas.map(({ process }) => process.stop())]);
    for (const { proxy } of this.replicas) proxy.close();
    this.ours.remove();
    this.theirs.remove();
    rmSync(this.folder, { recursive: true });
  }

  private startReplica(domain: string, port: number, identity = 'service'): Promise<ServiceProcess> {
    const name = domain.toUpperCase();
    const folder = join(this.folder, domain.toLowerCase());
    return startApp(domain.toLowerCase(), {
      [`TIEBREAK_${name}_PORT`]: String(port),
      [`TIEBREAK_${name}_ADMIN_PORT`]: '0',
      [`TIEBREAK_${name}_MODEL`]: join(folder, 'good'),
      [`TIEBREAK_${name}_ADMINS`]: 'release',
      [`TIEBREAK_${name}_AUDIT_TRAIL`]: existsSync(FULL_DISK) ? FULL_DISK : join(folder, 'trail.jsonl'),
      ...tlsVariables(this.identities[identity]!),
    });
  }
}

function tlsVariables({ certificate, key, authorities }: IdentityFiles): Record<string, string> {
  return {
    TIEBREAK_TLS_CERTIFICATE: certificate,
    TIEBREAK_TLS_KEY: key,
    TIEBREAK_TLS_AUTHORITIES: authorities,
  };
}

function credentialsOf({ certificate, key, authorities }: IdentityFiles) {
  return credentials.createSsl(readFileSync(authorities), readFileSync(key), readFileSync(certificate));
}
