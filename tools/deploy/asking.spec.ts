import { join } from 'node:path';
import {
  AggregatorSettings,
  describeSettings,
  NluSettings,
  readSettings,
  SearchSettings,
  TlsSettings,
} from '@tiebreak/configuration';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import { DEPLOYMENT } from './deployment-files';
import { containerOf, HAS_KUBECTL, type KubernetesObject, named, nameOf, ofKind, podLabels, render } from './rendering';

/** An admin port is this far below the gRPC port, unless it is set. */
const ADMIN_BELOW = 1_000;
const nlu = readSettings(NluSettings, {}, { models: '-' });
const search = readSettings(SearchSettings, {});

const APPS = [
  { app: 'nlu', Settings: NluSettings, ports: { grpc: nlu.port, admin: nlu.port - ADMIN_BELOW } },
  {
    app: 'search',
    Settings: SearchSettings,
    ports: { grpc: search.port, http: search.httpPort, admin: search.port - ADMIN_BELOW },
  },
];

(HAS_KUBECTL ? describe : describe.skip)('asking, rendered by kubectl', () => {
  const objects = HAS_KUBECTL ? render(join(DEPLOYMENT, 'asking')) : [];
  const deploymentOf = (app: string): IDeployment => named(objects, 'Deployment', app);
  const settingsOf = (app: string): Readonly<Record<string, string>> =>
    named(objects, 'ConfigMap', containerOf(deploymentOf(app)).envFrom![0]!.configMapRef!.name!).data!;
  const kindsAndNames = (some: readonly KubernetesObject[]): string[] =>
    some.map((object) => `${object.kind} ${nameOf(object).replace(/-[a-z0-9]{10}$/, '')}`).sort();

  it('is the whole, the NLU and search, and nothing else', () => {
    const parts = ['whole', 'nlu', 'search'].flatMap((part) => render(join(DEPLOYMENT, part)));
    expect(kindsAndNames(objects)).toEqual(kindsAndNames(parts));
  });

  it('tells the aggregator where NLU and search are, and all else that it is told without them', () => {
    const whole = render(join(DEPLOYMENT, 'whole'));
    const alone = ofKind(whole, 'ConfigMap').find((map) => nameOf(map).startsWith('aggregator-settings'))!;
    expect(settingsOf('aggregator')).toEqual({
      ...alone.data,
      TIEBREAK_NLU: `dns:///nlu:${nlu.port}`,
      TIEBREAK_SEARCH: `dns:///search:${search.port}`,
    });
    readSettings(AggregatorSettings, settingsOf('aggregator'), { joint: '-' });
  });

  describe.each(APPS)('$app', ({ app, Settings, ports }) => {
    it('has the ports that it listens on, and a Service of all but the admin port', () => {
      const container = containerOf(deploymentOf(app));
      expect(Object.fromEntries(container.ports!.map(({ name, containerPort }) => [name, containerPort]))).toEqual(
        ports,
      );
      const { clusterIP, selector, ports: served } = named(objects, 'Service', app).spec!;
      const { admin: _, ...open } = ports;
      expect(clusterIP).toBe('None');
      expect(Object.fromEntries(served!.map(({ name, port }) => [name, port]))).toEqual(open);
      expect(served!.every(({ name, targetPort }) => name === targetPort)).toBe(true);
      expect(podLabels(deploymentOf(app))).toMatchObject(selector!);
    });

    it('is set by variables that it reads and accepts', () => {
      const settings = settingsOf(app);
      const known = [Settings, TlsSettings].flatMap(describeSettings).map(({ variable }) => variable);
      expect(Object.keys(settings).filter((variable) => !known.includes(variable))).toEqual([]);
      for (const some of [Settings, TlsSettings]) readSettings<object>(some, settings, { models: '-' });
    });

    it('is called what it is, so that nobody takes it for a re-ranker', () => {
      expect(podLabels(deploymentOf(app))['app.kubernetes.io/component']).toBe(app);
      expect(containerOf(deploymentOf(app)).name).toBe(app);
      expect(containerOf(deploymentOf(app)).image).toBe(`tiebreak-${app}:dev`);
    });

    it('writes nowhere but in volumes of its own', () => {
      const { securityContext, volumeMounts } = containerOf(deploymentOf(app));
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
      const { volumes } = deploymentOf(app).spec!.template.spec!;
      for (const { name } of volumeMounts!.filter(({ readOnly }) => readOnly !== true))
        expect(volumes!.find((volume) => volume.name === name)!.emptyDir!.sizeLimit).toBeDefined();
    });
  });

  it('search keeps its indexes in a volume, and is told of its database by a Secret that is not made here', () => {
    const { volumeMounts, envFrom } = containerOf(deploymentOf('search'));
    expect(volumeMounts!.map(({ mountPath }) => mountPath)).toContain(settingsOf('search').TIEBREAK_SEARCH_DATA);
    expect(envFrom!.slice(1)).toEqual([{ secretRef: { name: 'tiebreak-search-feedback' } }]);
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  });
});
