import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { environment, type RegistryEntry } from '@tiebreak/configuration';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host/process';
import { FULL_SIZE } from './data';
import { ScratchCheckout } from './scratch-checkout';
import { type ShellBlock, shellBlocks } from './shell-blocks';

const PAGE = 'docs/how-to/add-a-domain.md';
const GENERATE = 'npx nx g @tiebreak/generators:domain';
const REGISTRY = 'apps/aggregator/registry.json';
const DOMAIN = 'Podcasts';
/** Far more than a test needs, for machines that do much else. */
const LIMIT_MS = 900_000;
const execute = promisify(execFile);

/** Ports that the system chooses, as other runs may hold the usual ones. */
const ANY_PORTS = Object.fromEntries(
  ['AGGREGATOR_PORT', 'AGGREGATOR_HTTP_PORT', ...['BOOKS', 'MUSIC', 'PODCASTS', 'VIDEO'].flatMap(portsOf)].map(
    (name) => [`TIEBREAK_${name}`, '0'],
  ),
);

/** What the generator says of each file. */
const WRITTEN = /^(?:CREATE|UPDATE) (\S+)$/gm;
/** What the page's other commands write: linking the packages, training, and keeping the scores. */
const OTHERS = [
  'package-lock.json',
  'apps/podcasts/model/manifest.json',
  'apps/podcasts/model/model.onnx',
  'apps/podcasts/test/__snapshots__/conformance.spec.ts.snap',
];

interface Answer {
  readonly ranked: readonly { hypothesis: { domain: string; intent: string }; fallback: boolean }[];
  readonly outcomes: readonly { domain: string; status: string; model: { version: string } }[];
}

describeWithTools(['git', 'bash', 'curl'], 'a domain that the generator adds', () => {
  let checkout: ScratchCheckout;
  const services: ServiceProcess[] = [];

  beforeAll(() => {
    checkout = new ScratchCheckout();
  });

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.stop()));
    checkout.reset();
  });

  afterAll(() => {
    checkout.remove();
  });

  it(
    'writes nothing when it is only tried',
    async () => {
      const said = await run(`${GENERATE} podcasts --dry-run`);
      expect(written(said)).toContain('apps/podcasts/src/main.ts');
      expect(checkout.changes()).toEqual([]);
    },
    LIMIT_MS,
  );

  (FULL_SIZE ? it : it.skip)(
    'has tests that are skipped and name the reason before it has a model, and holds up nobody else',
    async () => {
      await run(`${GENERATE} SmartHome`);
      expect(await run('npx jest --config jest.config.js --rootDir apps/smarthome')).toMatch(
        /SmartHome's re-ranker has no bundle yet: npx tiebreak train --domain SmartHome .*--out apps\/smarthome\/model/,
      );
      expect(await run('npm start -- --once')).toContain('decision: DISAMBIGUATE');
    },
    LIMIT_MS,
  );

  it(
    `is made, trained, tested, built and served by the commands of ${PAGE} alone`,
    async () => {
      const outputs: string[] = [];
      for (const block of shellBlocks(PAGE))
        outputs.push(block.serves ? await serve(block) : await run(block.commands));

      const answer = JSON.parse(outputs.at(-1)!) as Answer;
      expect(answer.ranked.map(({ hypothesis }) => hypothesis.intent)).toEqual(['PlayEpisode', 'FollowShow']);
      expect(answer.ranked.map(({ fallback }) => fallback)).toEqual([false, false]);
      expect(answer.outcomes).toMatchObject([
        { domain: DOMAIN, status: 'DOMAIN_STATUS_RANKED', model: { version: '1.0.0' } },
      ]);

      const made = outputs.flatMap(written);
      expect(made.length).toBeGreaterThan(5);
      expect(checkout.changes()).toEqual([...new Set([...made, ...OTHERS])].sort());
      expect(entry().fallback).not.toEqual({ slope: 1, intercept: 0 });
    },
    LIMIT_MS,
  );

  /** Runs commands as a user does who has just opened a terminal there. @returns what they print */
  async function run(commands: string): Promise<string> {
    const [, http] = services.find(({ name }) => name.includes('aggregator'))?.ports ?? [];
    const { stdout, stderr } = await execute(
      'bash',
      ['-eo', 'pipefail', '-c', commands.replace('127.0.0.1:8080', `127.0.0.1:${http ?? 8080}`)],
      { cwd: checkout.folder, env: { ...plainEnvironment(), ...ANY_PORTS, NX_DAEMON: 'false' }, maxBuffer: 2 ** 26 },
    );
    // Tools colour what they print where CI or Jest ask for it.
    return stripVTControlCharacters(commands.trimStart().startsWith('curl') ? stdout : stdout + stderr);
  }

  /** Starts the service of a block. */
  async function serve({ commands }: ShellBlock): Promise<string> {
    const [, ...args] = commands.trim().split(' ');
    const inPlace = args.map((arg) => (existsSync(join(checkout.folder, arg)) ? join(checkout.folder, arg) : arg));
    const service = await startServiceProcess(args.at(-1)!, inPlace, {
      ...plainEnvironment(),
      ...ANY_PORTS,
      TIEBREAK_REGISTRY: registryOfRun(),
      // The first request to a process that has just started may be slow.
      TIEBREAK_DOMAIN_DEADLINE_MS: '5000',
    });
    services.push(service);
    return '';
  }

  function entry(): RegistryEntry {
    return registry().find(({ domain }) => domain === DOMAIN)!;
  }

  function registry(): RegistryEntry[] {
    return JSON.parse(readFileSync(join(checkout.folder, REGISTRY), 'utf8')) as RegistryEntry[];
  }

  /** The registry as it was generated, with the port that the domain got in this run. */
  function registryOfRun(): string {
    const [port] = services[0]?.ports ?? [];
    const address = `127.0.0.1:${port ?? 1}`;
    const file = join(checkout.folder, 'dist/registry.json');
    writeFileSync(
      file,
      JSON.stringify(registry().map((each) => (each.domain === DOMAIN ? { ...each, address } : each))),
    );
    return file;
  }
});

function portsOf(domain: string): string[] {
  return [`${domain}_PORT`, `${domain}_ADMIN_PORT`];
}

function written(output: string): string[] {
  return [...output.matchAll(WRITTEN)].map(([, path]) => path!);
}

/** The environment without what npm, Nx and Jest put there for their own children, and without settings of services. */
function plainEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment()).filter(([name]) => !/^(npm_|NX_|JEST_|NODE_|TIEBREAK_|INIT_CWD$)/i.test(name)),
  );
}

/** `describe`, or, where programs are missing, a skipped `describe` that says so by name. */
function describeWithTools(tools: readonly string[], title: string, body: () => void): void {
  const missing = tools.filter((tool) => !runs(tool));
  if (missing.length === 0) describe(title, body);
  else describe.skip(`${title} (needs ${missing.join(', ')})`, body);
}

function runs(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
