import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { music } from '@tiebreak/domain-music';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';
import { Certificates } from '@tiebreak/service-host';
import { fileURLToPath } from 'node:url';
import { type IdentityFiles, TestAuthority } from '@tiebreak/conformance';
import { goodRequest } from './good-request';

const MODEL_ROOT = fileURLToPath(new URL('../../music', import.meta.url));
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
const { rerank } = toGrpcService(wire.RerankerServiceDefinition);
const { listModels, activateModel } = toGrpcService(wire.ModelServiceDefinition);
const CALL = { deadlineMs: 5_000 };
/** As grpc-health-check defines it; the message of no field is empty, SERVING is field 1 with value 1. */
const healthCheck = {
  path: '/grpc.health.v1.Health/Check',
  requestStream: false as const,
  responseStream: false as const,
  requestSerialize: () => Buffer.alloc(0),
  requestDeserialize: () => ({}),
  responseSerialize: () => Buffer.alloc(0),
  responseDeserialize: (bytes: Buffer) => bytes[1],
};
const SERVING = 1;

describe('services with certificates', () => {
  let ours: TestAuthority;
  let theirs: TestAuthority;
  let reranker: RunningReranker;
  let aggregator: RunningAggregator;
  const who: Record<string, IdentityFiles> = {};
  const clients: Client[] = [];

  beforeAll(async () => {
    ours = await TestAuthority.create();
    theirs = await TestAuthority.create('somebody else');
    for (const name of ['music', 'aggregator', 'router', 'music-release', 'books-release'])
      who[name] = await ours.issue(name);
    who.stranger = await theirs.issue('music-release', 'stranger');
    reranker = await startReranker(music, {
      ...{ host: '127.0.0.1', port: 0, portVariable: 'none', model: `${MODEL_ROOT}/model` },
      certificates: new Certificates(who.music!, 50),
      admin: {
        ...{ host: '127.0.0.1', port: 0, portVariable: 'none', modelRoot: MODEL_ROOT },
        access: { peers: ['music-release'] },
      },
    });
    aggregator = await startAggregator({
      ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: 5_000 },
      policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
      registry: [{ domain: 'Music', address: `127.0.0.1:${reranker.port}`, fallback: { slope: 1, intercept: 0 } }],
      certificates: new Certificates(who.aggregator!, 50),
      admin: { host: '127.0.0.1', port: 0, portVariable: 'none' },
    });
  });

  afterAll(async () => {
    for (const client of clients) client.close();
    await aggregator.close();
    await reranker.close();
    ours.remove();
    theirs.remove();
  });

  /** Somebody's gRPC client: with a certificate, with none, or without encryption. */
  const clientOf = (name: string, port: number): Client => {
    const { certificate, key } = who[name] ?? {};
    const client = new Client(
      `127.0.0.1:${port}`,
      name === 'plain'
        ? credentials.createInsecure()
        : credentials.createSsl(
            readFileSync(ours.certificateFile),
            key === undefined ? null : readFileSync(key),
            certificate === undefined ? null : readFileSync(certificate),
          ),
    );
    clients.push(client);
    return client;
  };
  const codeOf = (call: Promise<unknown>): Promise<number> =>
    call.then(
      () => status.OK,
      (error: unknown) => (error as ServiceError).code,
    );
  const page = (port: number, path: string, name?: string): Promise<number> =>
    new Promise((done, fail) => {
      const { certificate, key } = who[name ?? ''] ?? {};
      const identity = certificate === undefined ? {} : { cert: readFileSync(certificate), key: readFileSync(key!) };
      const options = { host: '127.0.0.1', port, path, ca: readFileSync(ours.certificateFile), ...identity };
      // Offered by Kubernetes' probes, Prometheus and curl.
      const either = { ALPNProtocols: ['h2', 'http/1.1'] };
      httpsRequest({ ...options, ...either, agent: false }, (response) => {
        response.resume();
        done(response.statusCode!);
      })
        .on('error', fail)
        .end();
    });
  const request = { upstreamVersions: {}, ...goodRequest } as wire.ResolveRequest;

  it('answer who shows a certificate of their authority, over every hop', async () => {
    const { outcomes } = await callUnary(clientOf('router', aggregator.port), resolve, request, CALL);
    expect(outcomes).toMatchObject([{ domain: 'Music', status: 'DOMAIN_STATUS_RANKED' }]);
  });

  it.each(['nobody', 'stranger', 'plain'])('answer %s about health alone, if anything', async (name) => {
    const open = { plain: status.UNAVAILABLE, stranger: status.OK, nobody: status.OK }[name]!;
    const closed = name === 'plain' ? status.UNAVAILABLE : status.UNAUTHENTICATED;
    for (const port of [aggregator.port, reranker.port, reranker.adminPort!, aggregator.adminPort!])
      expect(await codeOf(callUnary(clientOf(name, port), healthCheck, {}, CALL))).toBe(open);
    const calls = [
      callUnary(clientOf(name, aggregator.port), resolve, request, CALL),
      callUnary(clientOf(name, reranker.port), rerank, { ...request, upstreamVersion: '' }, CALL),
      callUnary(clientOf(name, reranker.adminPort!), listModels, {}, CALL),
    ];
    expect(await Promise.all(calls.map(codeOf))).toEqual([closed, closed, closed]);
  });

  it('say over gRPC that they are healthy to whoever asks', async () => {
    expect(await callUnary(clientOf('nobody', reranker.port), healthCheck, {}, CALL)).toBe(SERVING);
  });

  it('show pages to who has a certificate, health to all', async () => {
    for (const [port, open, closed] of [
      [reranker.adminPort!, '/health', '/metrics'],
      [aggregator.adminPort!, '/health', '/metrics'],
      [aggregator.httpPort, '/readyz', '/docs'],
    ] as const) {
      expect(await page(port, open)).toBe(200);
      expect(await page(port, closed)).toBe(401);
      expect(await page(port, closed, 'stranger')).toBe(401);
      expect(await page(port, closed, 'router')).toBe(200);
    }
  });

  it("let nobody change a domain's models but who may: another domain's certificate is not enough", async () => {
    const activation = { bundle: 'model', expectedDigest: '', allowRollback: false };
    for (const name of ['books-release', 'music', 'stranger'])
      expect(await codeOf(callUnary(clientOf(name, reranker.adminPort!), activateModel, activation, CALL))).toBe(
        status.UNAUTHENTICATED,
      );
    const { models } = await callUnary(clientOf('music-release', reranker.adminPort!), listModels, {}, CALL);
    expect(models).toHaveLength(1);
    expect(
      await codeOf(callUnary(clientOf('music-release', reranker.adminPort!), activateModel, activation, CALL)),
    ).toBe(status.OK);
  });

  it('take a renewed certificate while they run, and keep the old one while its files do not fit together', async () => {
    const before = await peerSerial(reranker.port);
    const renewed = await ours.issue('music', 'renewed');
    // The certificate comes first, as a renewal that is only half done.
    await replace(renewed.certificate, who.music!.certificate);
    await new Promise((done) => setTimeout(done, 200));
    expect(await peerSerial(reranker.port)).toBe(before);
    await replace(renewed.key, who.music!.key);
    const deadline = Date.now() + 5_000;
    while ((await peerSerial(reranker.port)) === before && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 20));
    expect(await peerSerial(reranker.port)).not.toBe(before);
    const { outcomes } = await callUnary(clientOf('router', aggregator.port), resolve, request, CALL);
    expect(outcomes).toMatchObject([{ status: 'DOMAIN_STATUS_RANKED' }]);
  });

  async function peerSerial(port: number): Promise<string> {
    const { connect } = await import('node:tls');
    return new Promise((done, fail) => {
      const socket = connect(
        { host: '127.0.0.1', port, ca: readFileSync(ours.certificateFile), ALPNProtocols: ['h2'] },
        () => {
          done(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        },
      ).on('error', fail);
    });
  }

  async function replace(from: string, to: string): Promise<void> {
    const { copyFile } = await import('node:fs/promises');
    await copyFile(from, to);
  }
});

describe('certificates', () => {
  it('are refused when their files do not fit, by the name of the variable', async () => {
    const authority = await TestAuthority.create();
    const [one, other] = [await authority.issue('one'), await authority.issue('other')];
    expect(() => new Certificates({ ...one, key: other.key })).toThrow(
      /^TIEBREAK_TLS_KEY: expected the key of .*one.crt/,
    );
    expect(() => new Certificates({ ...one, certificate: one.key })).toThrow(
      /^TIEBREAK_TLS_CERTIFICATE: expected a file in PEM, got .*one.key/,
    );
    expect(() => new Certificates({ ...one, authorities: '/nowhere' })).toThrow(/^TIEBREAK_TLS_AUTHORITIES: .*ENOENT/);
    authority.remove();
  });
});
