import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Service } from 'kubernetes-models/v1';
import ts from 'typescript';
import { deployedDomains, DEPLOYMENT } from './deployment-files';
import { HAS_KUBECTL, type KubernetesObject, render } from './rendering';

const MODELS = [ConfigMap, Deployment, HorizontalPodAutoscaler, NetworkPolicy, PodDisruptionBudget, Service];
const OVERLAYS = [
  'aggregator',
  'whole',
  'nlu',
  'search',
  'asking',
  ...deployedDomains().map((name) => `domains/${name}`),
];

/** What Kubernetes' JSON schemas have against objects, which is all but fields that they do not name. */
function schemaErrors(objects: readonly KubernetesObject[]): string[] {
  return objects.flatMap((object) => {
    const Model = MODELS.find(({ kind, apiVersion }) => kind === object.kind && apiVersion === object.apiVersion);
    if (Model === undefined) return [`no schema for ${object.apiVersion} ${object.kind}`];
    try {
      new Model(object as never).validate();
      return [];
    } catch (error) {
      return [`${object.kind} ${object.metadata!.name!}: ${(error as Error).message}`];
    }
  });
}

/**
 * What TypeScript has against objects, written as literals of the types made from Kubernetes' schemas: fields that no type
 * names too, such as "readOnlyRootFileSystem", which a cluster drops with no more than a warning.
 */
function typeErrors(objects: readonly KubernetesObject[]): string[] {
  const file = join(DEPLOYMENT, 'rendered.ts');
  const text = [
    `import type { KubernetesObject } from './rendering';`,
    `export const objects: readonly KubernetesObject[] = ${JSON.stringify(objects, null, 1)};`,
  ].join('\n');
  const base = join(DEPLOYMENT, '../../tsconfig.base.json');
  const { config } = ts.readConfigFile(base, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, DEPLOYMENT);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const describeRendered = HAS_KUBECTL ? describe : describe.skip;

describeRendered('what kubectl renders', () => {
  it.each(OVERLAYS)('%s keeps to the JSON schemas of Kubernetes', (overlay) => {
    const objects = render(join(DEPLOYMENT, overlay));
    expect(objects.length).toBeGreaterThan(0);
    expect(schemaErrors(objects)).toEqual([]);
  });

  it('all of it has no field that Kubernetes does not know', () => {
    expect(typeErrors(render(join(DEPLOYMENT, 'asking')))).toEqual([]);
  });
});

describe('these checks', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c' }] } };
  const right: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'right' },
    spec: { selector: { matchLabels: { a: 'b' } }, template },
  };

  it('let a right object pass', () => {
    expect([...schemaErrors([right]), ...typeErrors([right])]).toEqual([]);
  });

  it('refuse a value of the wrong type', () => {
    expect(schemaErrors([{ ...right, spec: { ...right.spec, replicas: 'two' } } as never])).toHaveLength(1);
  });

  it('refuse a field that is left out', () => {
    expect(schemaErrors([{ ...right, spec: { template } } as never])).toHaveLength(1);
  });

  it('refuse a field that is misspelt', () => {
    const container = { name: 'c', securityContext: { readOnlyRootFileSystem: true } };
    const misspelt = { ...template, spec: { containers: [container] } };
    const errors = typeErrors([{ ...right, spec: { ...right.spec!, template: misspelt } } as never]);
    expect(errors).toEqual([expect.stringContaining('readOnlyRootFileSystem')]);
  });
});
