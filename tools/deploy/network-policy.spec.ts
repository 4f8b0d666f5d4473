import { join } from 'node:path';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { deployedDomains, DEPLOYMENT } from './deployment-files';
import { HAS_KUBECTL, type Labels, named, picks, podLabels, render } from './rendering';

/** A pod that calls or is called; namespaces have labels too. */
interface Pod {
  readonly labels: Labels;
  /** Labels of its namespace; undefined: the one that the deployment is in. */
  readonly namespace?: Labels;
}

type Rule = NonNullable<NonNullable<INetworkPolicy['spec']>['ingress']>[number];
type Peer = NonNullable<Rule['from']>[number];

/** Whether a peer of a rule is this pod, as Kubernetes reads it: without a selector for namespaces, in this one. */
function isPeer({ podSelector, namespaceSelector }: Peer, { labels, namespace }: Pod): boolean {
  const inNamespace =
    namespaceSelector === undefined ? namespace === undefined : picks(namespaceSelector, namespace ?? {});
  return inNamespace && picks(podSelector, labels);
}

/** Whether a policy lets a pod in at a port; a rule without peers lets in everybody. */
function letsIn({ spec }: INetworkPolicy, from: Pod, port: string): boolean {
  expect(spec!.policyTypes).toContain('Ingress');
  return spec!.ingress!.some(
    (rule) =>
      (rule.from?.some((peer) => isPeer(peer, from)) ?? true) && (rule.ports?.some((one) => one.port === port) ?? true),
  );
}

/** Whether a policy lets its pods call a pod at a port. */
function letsOut({ spec }: INetworkPolicy, to: Pod, port: string | number): boolean {
  expect(spec!.policyTypes).toContain('Egress');
  return spec!.egress!.some(
    (rule) =>
      (rule.to?.some((peer) => isPeer(peer, to)) ?? true) && (rule.ports?.some((one) => one.port === port) ?? true),
  );
}

(HAS_KUBECTL ? describe : describe.skip)('the network policies, rendered by kubectl', () => {
  const objects = HAS_KUBECTL ? render(join(DEPLOYMENT, 'whole')) : [];
  const podOf = (app: string): Pod => ({ labels: podLabels(named(objects, 'Deployment', app)) });
  const policyOf = (app: string): INetworkPolicy => named(objects, 'NetworkPolicy', app);
  const stranger: Pod = { labels: { app: 'shop' } };
  const operator: Pod = { labels: { 'tiebreak-admin': 'true' } };
  const operatorNextDoor: Pod = { ...operator, namespace: { 'tiebreak-admin': 'true' } };
  const impostorNextDoor: Pod = { ...operator, namespace: { name: 'shop' } };

  describe.each(deployedDomains())('of %s', (domain) => {
    it('lets the aggregator ask, and nobody else', () => {
      expect(letsIn(policyOf(domain), podOf('aggregator'), 'grpc')).toBe(true);
      const others = deployedDomains().filter((other) => other !== domain);
      const elsewhere = { ...podOf('aggregator'), namespace: { name: 'shop' } };
      for (const pod of [...others.map(podOf), stranger, operator, operatorNextDoor, elsewhere])
        expect(letsIn(policyOf(domain), pod, 'grpc')).toBe(false);
    });

    it('lets those release and watch who are labelled for it, in a namespace that may', () => {
      for (const pod of [operator, operatorNextDoor]) expect(letsIn(policyOf(domain), pod, 'admin')).toBe(true);
      for (const pod of [podOf('aggregator'), podOf(domain), stranger, impostorNextDoor])
        expect(letsIn(policyOf(domain), pod, 'admin')).toBe(false);
    });

    it('lets it call nobody', () => {
      for (const port of ['grpc', 'admin', 'http', 53, 443])
        expect(letsOut(policyOf(domain), stranger, port)).toBe(false);
    });
  });

  describe('of the aggregator', () => {
    const policy = (): INetworkPolicy => policyOf('aggregator');

    it('lets everybody ask, over both transports', () => {
      for (const port of ['grpc', 'http'])
        for (const pod of [stranger, impostorNextDoor]) expect(letsIn(policy(), pod, port)).toBe(true);
    });

    it('lets those watch who are labelled for it', () => {
      for (const pod of [operator, operatorNextDoor]) expect(letsIn(policy(), pod, 'admin')).toBe(true);
      for (const pod of [stranger, impostorNextDoor]) expect(letsIn(policy(), pod, 'admin')).toBe(false);
    });

    it('lets it ask every domain, resolve names, and no more', () => {
      for (const domain of deployedDomains()) {
        expect(letsOut(policy(), podOf(domain), 'grpc')).toBe(true);
        expect(letsOut(policy(), podOf(domain), 'admin')).toBe(false);
      }
      expect(letsOut(policy(), stranger, 53)).toBe(true);
      for (const port of ['grpc', 'http', 443]) expect(letsOut(policy(), stranger, port)).toBe(false);
    });
  });

  describe('where words are asked', () => {
    const asking = HAS_KUBECTL ? render(join(DEPLOYMENT, 'asking')) : [];
    const pod = (app: string): Pod => ({ labels: podLabels(named(asking, 'Deployment', app)) });
    const policy = (app: string): INetworkPolicy => named(asking, 'NetworkPolicy', app);

    it('the aggregator may ask NLU and search, which it may not without them', () => {
      for (const app of ['nlu', 'search', ...deployedDomains()]) {
        expect(letsOut(policy('aggregator'), pod(app), 'grpc')).toBe(true);
        expect(letsOut(policy('aggregator'), pod(app), 'admin')).toBe(false);
      }
      for (const app of ['nlu', 'search']) expect(letsOut(policyOf('aggregator'), pod(app), 'grpc')).toBe(false);
    });

    it('the NLU is asked by the aggregator alone, and asks nobody', () => {
      expect(letsIn(policy('nlu'), pod('aggregator'), 'grpc')).toBe(true);
      for (const other of [pod('search'), pod('music'), stranger])
        expect(letsIn(policy('nlu'), other, 'grpc')).toBe(false);
      for (const port of ['grpc', 53, 443]) expect(letsOut(policy('nlu'), stranger, port)).toBe(false);
    });

    it('search is asked by whoever has a certificate, and reaches its database and names', () => {
      for (const port of ['grpc', 'http']) expect(letsIn(policy('search'), stranger, port)).toBe(true);
      expect(letsIn(policy('search'), stranger, 'admin')).toBe(false);
      expect(letsIn(policy('search'), operator, 'admin')).toBe(true);
      for (const port of [5432, 53]) expect(letsOut(policy('search'), stranger, port)).toBe(true);
      for (const port of ['grpc', 'http', 443]) expect(letsOut(policy('search'), stranger, port)).toBe(false);
    });
  });
});
