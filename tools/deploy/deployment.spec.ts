import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AggregatorSettings,
  describeSettings,
  readRegistry,
  readSettings,
  RerankerSettings,
  TlsSettings,
} from '@tiebreak/configuration';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import { parse } from 'yaml';
import { clusterNameOf, deployedDomains, DEPLOYMENT } from './deployment-files';
import { containerOf, HAS_KUBECTL, named, nameOf, ofKind, picks, podLabels, render } from './rendering';

const APPS = join(DEPLOYMENT, '../../apps');
const AGGREGATOR = 'aggregator';
/** Seconds that a service gives to calls in flight after SIGTERM; docs/operations.md promises them. */
const DRAIN_S = 5;
/** An admin port is this far below the gRPC port, unless it is set; docs/reference/configuration.md has it. */
const ADMIN_BELOW = 1_000;

/** Ports that a service has when no variable sets one: a domain's is in its main file. */
function usualPorts(app: string): Record<string, number> {
  const { port, httpPort } = readSettings(AggregatorSettings, {}, { registry: '-', joint: '-' });
  if (app === AGGREGATOR) return { grpc: port, http: httpPort, admin: port - ADMIN_BELOW };
  const grpc = Number(/\bport: (\d+)/.exec(readFileSync(join(APPS, app, 'src/main.ts'), 'utf8'))![1]);
  return { grpc, admin: grpc - ADMIN_BELOW };
}

it('every app of a domain has an overlay, and every overlay an app', () => {
  const ofDomains = readdirSync(APPS).filter((app) => existsSync(join(APPS, app, 'model/manifest.json')));
  expect(deployedDomains()).toEqual(ofDomains);
});

it("every domain's overlay is the same but for the values in its domain.yaml", () => {
  const read = (domain: string, file: string): string =>
    readFileSync(join(DEPLOYMENT, 'domains', domain, file), 'utf8');
  const [first, ...others] = deployedDomains();
  for (const domain of others) expect(read(domain, 'kustomization.yaml')).toBe(read(first!, 'kustomization.yaml'));
  for (const domain of deployedDomains()) {
    const { metadata, spec } = parse(read(domain, 'domain.yaml')) as { metadata: { name: string }; spec: object };
    const { grpc: port, admin: adminPort } = usualPorts(domain);
    expect(metadata.name).toBe(domain);
    expect(spec).toEqual({ image: `tiebreak-${domain}:dev`, port, adminPort });
  }
});

(HAS_KUBECTL ? describe : describe.skip)('rendered by kubectl', () => {
  const objects = HAS_KUBECTL ? render(join(DEPLOYMENT, 'whole')) : [];
  const deployments: readonly IDeployment[] = ofKind(objects, 'Deployment');
  const APP_NAMES = [AGGREGATOR, ...deployedDomains()];
  const deploymentOf = (app: string): IDeployment => named(objects, 'Deployment', app);
  const portsOf = (app: string): Record<string, number> =>
    Object.fromEntries(containerOf(deploymentOf(app)).ports!.map(({ name, containerPort }) => [name!, containerPort]));
  const settingsOf = (app: string): Readonly<Record<string, string>> => {
    const { env, envFrom } = containerOf(deploymentOf(app));
    expect(env).toBeUndefined();
    expect(envFrom).toHaveLength(1);
    return named(objects, 'ConfigMap', envFrom![0]!.configMapRef!.name!).data!;
  };

  it('whole is the aggregator and every domain, and nothing else', () => {
    const parts = [AGGREGATOR, ...deployedDomains().map((name) => `domains/${name}`)];
    const byName = (some: typeof objects): string[] => some.map((object) => JSON.stringify(object)).sort();
    expect(byName(objects)).toEqual(byName(parts.flatMap((part) => render(join(DEPLOYMENT, part)))));
    expect(deployments.map(nameOf).sort()).toEqual([...APP_NAMES].sort());
  });

  /** What an overlay of a domain renders, with words in the place of its own values. */
  const withoutValues = (folder: string): string => {
    const rendered = render(folder);
    const deployment = ofKind(rendered, 'Deployment')[0]!;
    const [grpc, admin] = containerOf(deployment).ports!.map(({ containerPort }) => String(containerPort));
    return JSON.stringify(rendered)
      .replaceAll(nameOf(deployment), 'NAME')
      .replaceAll(grpc!, 'GRPC')
      .replaceAll(admin!, 'ADMIN');
  };

  it('two domains differ in name, image and ports only', () => {
    const texts = deployedDomains().map((domain) => withoutValues(join(DEPLOYMENT, 'domains', domain)));
    expect(texts[0]).toMatch(/"containerPort":GRPC.*"containerPort":ADMIN/);
    expect(texts[0]).toContain('"image":"tiebreak-NAME:dev"');
    expect(new Set(texts).size).toBe(1);
  });

  it('another domain needs the same two files with its own values, and no change of any other', () => {
    const copy = mkdtempSync(join(tmpdir(), 'tiebreak-deploy-'));
    cpSync(DEPLOYMENT, copy, { recursive: true });
    const [first, added] = ['music', 'audio-books'].map((name) => join(copy, 'domains', name)) as [string, string];
    cpSync(first, added, { recursive: true });
    const values = readFileSync(join(first, 'domain.yaml'), 'utf8');
    const { grpc, admin } = portsOf('music') as { grpc: number; admin: number };
    const others = values
      .replaceAll('music', 'audio-books')
      .replace(String(grpc), '50099')
      .replace(String(admin), '49099');
    writeFileSync(join(added, 'domain.yaml'), others);
    expect(nameOf(ofKind(render(added), 'Service')[0]!)).toBe('audio-books');
    expect(withoutValues(added)).toBe(withoutValues(first));
    rmSync(copy, { recursive: true });
  });

  it('no secret is made here, and no place is left that a value should have filled', () => {
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
    const text = JSON.stringify(objects);
    expect(text).not.toMatch(/"domain"|domain-settings|tiebreak-domain|ort":1[,}]/);
  });

  describe.each(APP_NAMES)('%s', (app) => {
    it('carries its name on each of its objects, so that they can be applied without the others', () => {
      const labelled = objects.filter(({ metadata }) => metadata!.labels!['app.kubernetes.io/name'] === app);
      const overlay = join(DEPLOYMENT, app === AGGREGATOR ? app : `domains/${app}`);
      expect(labelled.map((object) => [object.kind, nameOf(object)])).toEqual(
        render(overlay).map((object) => [object.kind, nameOf(object)]),
      );
      for (const { metadata } of labelled) expect(metadata!.labels!['app.kubernetes.io/part-of']).toBe('tiebreak');
    });

    it('runs as nobody in particular, who can write to /tmp alone and gain no rights', () => {
      const { template } = deploymentOf(app).spec!;
      const { securityContext, automountServiceAccountToken, volumes } = template.spec!;
      expect(automountServiceAccountToken).toBe(false);
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(securityContext!.runAsUser).toBeGreaterThan(0);
      const container = containerOf(deploymentOf(app));
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const writable = container.volumeMounts!.filter(({ readOnly }) => readOnly !== true);
      expect(writable.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
      expect(volumes!.find(({ name }) => name === writable[0]!.name)!.emptyDir).toBeDefined();
    });

    it('says what it needs, and cannot take all memory of its node', () => {
      const { requests, limits } = containerOf(deploymentOf(app)).resources!;
      expect(Object.keys(requests!).sort()).toEqual(['cpu', 'memory']);
      expect(Object.keys(limits!)).toEqual(['memory']);
    });

    it('has two replicas or more at all times, whose number is left to the autoscaler', () => {
      const { spec } = named(objects, 'HorizontalPodAutoscaler', app);
      expect(spec!.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: app });
      expect(spec!.minReplicas).toBeGreaterThanOrEqual(2);
      expect(spec!.maxReplicas).toBeGreaterThan(spec!.minReplicas!);
      expect(deploymentOf(app).spec!.replicas).toBeUndefined();
      expect(deploymentOf(app).spec!.strategy!.rollingUpdate!.maxUnavailable).toBe(0);
      const budget = named(objects, 'PodDisruptionBudget', app).spec!;
      expect(budget.maxUnavailable).toBeLessThan(spec!.minReplicas!);
    });

    it('is left by its clients before it stops, and has time to drain', () => {
      const { terminationGracePeriodSeconds } = deploymentOf(app).spec!.template.spec!;
      const { seconds } = containerOf(deploymentOf(app)).lifecycle!.preStop!.sleep!;
      expect(seconds).toBeGreaterThanOrEqual(DRAIN_S);
      expect(terminationGracePeriodSeconds).toBeGreaterThan(seconds + DRAIN_S);
    });

    it('is what its selectors pick, and nothing else is', () => {
      const deployment = deploymentOf(app);
      const selectors = [
        deployment.spec!.selector,
        named(objects, 'PodDisruptionBudget', app).spec!.selector,
        named(objects, 'NetworkPolicy', app).spec!.podSelector,
        { matchLabels: named(objects, 'Service', app).spec!.selector! },
        ...deployment.spec!.template.spec!.topologySpreadConstraints!.map(({ labelSelector }) => labelSelector),
      ];
      for (const selector of selectors)
        expect(deployments.filter((one) => picks(selector, podLabels(one))).map(nameOf)).toEqual([app]);
    });

    it('listens on the ports that it has without any setting', () => {
      expect(portsOf(app)).toEqual(usualPorts(app));
      const variables = Object.keys(settingsOf(app));
      expect(variables.filter((variable) => variable.endsWith('_PORT'))).toEqual([]);
    });

    it('is found by a name that resolves to every pod, under the port that the pods have', () => {
      const { clusterIP, ports } = named(objects, 'Service', app).spec!;
      expect(clusterIP).toBe('None');
      const served = Object.entries(portsOf(app)).filter(([name]) => name !== 'admin');
      expect(ports).toEqual(served.map(([name, port]) => ({ name, port, targetPort: name })));
    });

    it('is probed where it listens', () => {
      const { startupProbe, readinessProbe, livenessProbe } = containerOf(deploymentOf(app));
      for (const probe of [startupProbe, readinessProbe, livenessProbe])
        expect(Object.keys(portsOf(app))).toContain(probe!.httpGet!.port);
    });

    it('is given settings that it reads and accepts, and files that are there', () => {
      const settings = settingsOf(app);
      const placeholders = { DOMAIN: app.toUpperCase() };
      const Settings = app === AGGREGATOR ? AggregatorSettings : RerankerSettings;
      const known = [Settings, TlsSettings]
        .flatMap(describeSettings)
        .map(({ variable }) => variable.replace('{DOMAIN}', placeholders.DOMAIN));
      expect(Object.keys(settings).filter((variable) => !known.includes(variable))).toEqual([]);
      for (const some of [Settings, TlsSettings]) readSettings<object>(some, settings, {}, placeholders);

      const { volumeMounts } = containerOf(deploymentOf(app));
      const { volumes } = deploymentOf(app).spec!.template.spec!;
      const files = Object.values(settings).filter((value) => value.startsWith('/'));
      const contents = files.map((file) => {
        const mount = volumeMounts!.find(({ mountPath }) => file.startsWith(`${mountPath}/`))!;
        const { configMap, secret } = volumes!.find(({ name }) => name === mount.name)!;
        const key = file.slice(mount.mountPath.length + 1);
        if (configMap !== undefined) expect(named(objects, 'ConfigMap', configMap.name!).data).toHaveProperty([key]);
        return `${secret?.secretName ?? 'settings'}: ${key}`;
      });
      const tls = ['tls.crt', 'tls.key', 'ca.crt'].map((key) => `tiebreak-${app}-tls: ${key}`);
      expect(contents.sort()).toEqual([...(app === AGGREGATOR ? ['settings: registry.json'] : []), ...tls].sort());
    });

    it('requires certificates on both sides', () => {
      expect(settingsOf(app)).toMatchObject({
        TIEBREAK_TLS_CERTIFICATE: '/etc/tiebreak/tls/tls.crt',
        TIEBREAK_TLS_KEY: '/etc/tiebreak/tls/tls.key',
        TIEBREAK_TLS_AUTHORITIES: '/etc/tiebreak/tls/ca.crt',
      });
      const { startupProbe, readinessProbe, livenessProbe } = containerOf(deploymentOf(app));
      for (const probe of [startupProbe, readinessProbe, livenessProbe]) expect(probe!.httpGet!.scheme).toBe('HTTPS');
    });
  });

  it('the aggregator is told of every domain, where its Service is', () => {
    const entries = readRegistry(join(DEPLOYMENT, 'aggregator/registry.json'));
    const addresses = deployedDomains().map((name) => [name, `dns:///${name}:${String(portsOf(name).grpc)}`]);
    expect(entries.map(({ domain, address }) => [clusterNameOf(domain), address])).toEqual(addresses);
  });
});
