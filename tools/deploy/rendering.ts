import { execFileSync, spawnSync } from 'node:child_process';
import { type IDeployment } from 'kubernetes-models/apps/v1';
import { type IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { type INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { type IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { type IConfigMap, type IService } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';

/** What a deployment is made of. */
export type KubernetesObject =
  IConfigMap | IDeployment | IHorizontalPodAutoscaler | INetworkPolicy | IPodDisruptionBudget | IService;

/** Whether this machine has kubectl, which renders without any cluster. */
export const HAS_KUBECTL = spawnSync('kubectl', ['version', '--client']).status === 0;

/** The objects that a folder with a kustomization.yaml stands for. @throws Error with what kubectl said */
export function render(folder: string): KubernetesObject[] {
  const text = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);
}

/** The objects of one kind. */
export function ofKind<Kind extends KubernetesObject['kind']>(
  objects: readonly KubernetesObject[],
  kind: Kind,
): Extract<KubernetesObject, { kind: Kind }>[] {
  return objects.filter((object): object is Extract<KubernetesObject, { kind: Kind }> => object.kind === kind);
}

/** The object of a kind and name. @throws Error when there is none */
export function named<Kind extends KubernetesObject['kind']>(
  objects: readonly KubernetesObject[],
  kind: Kind,
  name: string,
): Extract<KubernetesObject, { kind: Kind }> {
  const found = ofKind(objects, kind).find((object) => nameOf(object) === name);
  if (found === undefined) throw new Error(`there is no ${kind} "${name}"`);
  return found;
}

/** The name that an object is known by; every one of ours has one. */
export function nameOf({ metadata }: KubernetesObject): string {
  return metadata!.name!;
}

export type Labels = Readonly<Record<string, string>>;

/** Whether a selector by labels picks what has these; one without labels picks everything. */
export function picks(selector: { readonly matchLabels?: Labels } | undefined, labels: Labels): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** The labels of a Deployment's pods. */
export function podLabels({ spec }: IDeployment): Labels {
  return spec!.template.metadata!.labels!;
}

/** The one container of a Deployment's pods. */
export function containerOf({ spec }: IDeployment) {
  const [container, ...others] = spec!.template.spec!.containers;
  if (container === undefined || others.length > 0) throw new Error('expected one container');
  return container;
}
