import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DEPLOYMENT } from './deployment-files';
import { containerOf, HAS_KUBECTL, named, ofKind, render } from './rendering';

const WORKSPACE = join(DEPLOYMENT, '../..');
const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** The code block of docs/how-to/run-on-kubernetes.md that begins so. */
function block(language: string, beginning: string): string {
  const page = readFileSync(join(WORKSPACE, 'docs/how-to/run-on-kubernetes.md'), 'utf8');
  const found = [...page.matchAll(/^```(\w+)\n([^]*?)^```/gm)].find(
    ([, of, text]) => of === language && text!.startsWith(beginning),
  );
  if (found === undefined) throw new Error(`the page has no such block: ${beginning}`);
  return found[2]!;
}

describe('docs/how-to/run-on-kubernetes.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-how-to-'));
  /** Those that the page names; a domain that is added has its place beside them. */
  const apps = ['aggregator', 'books', 'music', 'video'];

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  (HAS_OPENSSL ? it : it.skip)(
    "makes certificates, by openssl, that hold the apps' names and come from one authority",
    () => {
      execFileSync('sh', ['-e', '-c', block('sh', 'openssl req -x509')], { cwd: folder, stdio: 'pipe' });
      const read = (name: string): X509Certificate => new X509Certificate(readFileSync(join(folder, `${name}.crt`)));
      const authority = read('ca');
      for (const name of [...apps, 'router', 'music-release']) {
        const certificate = read(name);
        expect(certificate.checkHost(name)).toBe(name);
        expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
        expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
      }
    },
  );

  (HAS_KUBECTL ? it : it.skip)("lays, by kubectl, a site's own values over the whole", () => {
    symlinkSync(WORKSPACE, join(folder, 'tiebreak'));
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site/kustomization.yaml'), block('yaml', '# kustomization.yaml'));
    const site = render(join(folder, 'site'));
    const { data } = ofKind(site, 'ConfigMap').find(({ metadata }) =>
      metadata!.name!.startsWith('aggregator-settings'),
    )!;
    expect(data).toMatchObject({ TIEBREAK_DOMAIN_DEADLINE_MS: '80', TIEBREAK_HOST: '0.0.0.0' });
    expect(named(site, 'HorizontalPodAutoscaler', 'music').spec!.maxReplicas).toBe(40);
    expect(new Set(site.map(({ metadata }) => metadata!.namespace))).toEqual(new Set(['tiebreak']));
    for (const app of apps)
      expect(containerOf(named(site, 'Deployment', app)).image).toBe(`registry.example.com/tiebreak-${app}:0.1.0`);
  });

  it('shows an overlay of the form that the shipped ones have', () => {
    const shipped = parse(readFileSync(join(DEPLOYMENT, 'domains/music/domain.yaml'), 'utf8')) as { spec: object };
    const shown = parse(block('yaml', 'apiVersion: tiebreak/v1')) as { spec: object };
    expect(shown).toEqual({
      ...shipped,
      metadata: { ...(shipped as { metadata?: object }).metadata, name: 'podcasts' },
      spec: { image: 'tiebreak-podcasts:dev', port: 50054, adminPort: 49054 },
    });
    expect(Object.keys(shown.spec)).toEqual(Object.keys(shipped.spec));
  });
});
