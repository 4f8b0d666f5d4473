import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LoadClient, readUsage, RemoteFunction } from '@tiebreak/benchmark';
import type { ServiceProcess } from '@tiebreak/service-host/process';
import type { Command } from 'commander';
import { rcompare, valid } from 'semver';
import { benchReport, describeBench, type BenchReport } from '../bench/bench-report';
import type { InProcessTimes } from '../bench/in-process-main';
import { type Durations, measureRounds } from '../bench/measure';
import { buildApps, bundleFolders, RUNNER } from '../bench/serve-targets';
import { startSubjects } from '../bench/subjects';
import { printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { addBenchAsk } from './bench-ask';
import { addBenchSearch } from './bench-search';

interface ServeFlags {
  readonly models?: string;
  readonly blends?: string;
  readonly quick: boolean;
  readonly profile?: string;
  readonly json: boolean;
}

const ROOT = new URL('../../../../', import.meta.url);
/** Log-linear bundles of former releases, by version. */
const KEPT_BUNDLES = fileURLToPath(new URL('test/compat/', ROOT));
const APPS = fileURLToPath(new URL('apps/', ROOT));
const IN_PROCESS = new URL('../bench/in-process-main.ts', import.meta.url);

const MOST_PROCESSES = 20;

const FULL: Durations = {
  rounds: 5,
  warmUpCalls: 8_000,
  busyMs: 1_500,
  aloneMs: 800,
  halfMs: 2_000,
  inProcessMs: 1_500,
};
const QUICK: Durations = { rounds: 2, warmUpCalls: 400, busyMs: 300, aloneMs: 200, halfMs: 400, inProcessMs: 300 };

export function addBench(program: Command): void {
  const bench = program
    .command('bench')
    .summary('measure how fast it is here')
    .description('Measures how fast it is here.')
    .addHelpText('after', '\nExample:\n  npx tiebreak bench serve --quick');
  bench
    .command('serve')
    .summary('measure services beside their floors')
    .description(
      "Measures a domain's service and an aggregator over three domains, built as they are deployed and as processes of this machine, beside floors that send as many bytes by the same gRPC library and decode nothing: CPU time, latency, capacity, memory. Everything is measured in turn, in several rounds; ratios are medians of those within a round. Takes about three minutes.",
    )
    .option('--models <folder>', 'log-linear bundles of Music, Books and Video (default: the newest under test/compat)')
    .option('--blends <folder>', 'bundles that are measured beside them (default: those of the apps)')
    .option('--quick', 'about 20 seconds, for a first look: too short for figures to rely on', false)
    .option('--profile <folder>', 'where the services put CPU profiles when they end')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak bench serve\n  npx tiebreak bench serve --models dist/candidates --quick --json',
    )
    .action(serve);
  addBenchSearch(bench);
  addBenchAsk(bench);
}

async function serve({ models, blends, quick, profile, json }: ServeFlags): Promise<void> {
  // An ending by "exit" ends what was started too; a signal alone would leave the services.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  // Every process that is started listens to these two.
  for (const emitter of [process, process.stderr]) emitter.setMaxListeners(MOST_PROCESSES);
  const folders = { 'log-linear': models ?? (await newestKept()), blend: blends ?? APPS };
  // Before anything is built.
  for (const folder of Object.values(folders)) await bundleFolders(folder);
  const report = await measure(folders, quick ? QUICK : FULL, profile);
  if (json) printJson(report);
  else say(describeBench(report));
}

async function measure(
  models: Readonly<Record<'log-linear' | 'blend', string>>,
  durations: Durations,
  profiles: string | undefined,
): Promise<BenchReport> {
  const started: ServiceProcess[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-bench-'));
  const client = new LoadClient(RUNNER);
  const inProcess = new RemoteFunction<number, InProcessTimes>(IN_PROCESS, RUNNER, [models['log-linear']]);
  const progress = new Progress('measuring');
  try {
    await buildApps(folder);
    const subjects = await startSubjects(models, client, {
      started,
      folder,
      ...(profiles === undefined ? {} : { profiles }),
    });
    await inProcess.call(2 * durations.inProcessMs);
    const times: InProcessTimes[] = [];
    const measured = await measureRounds(
      subjects,
      client,
      durations,
      async () => void times.push(await inProcess.call(durations.inProcessMs)),
      progress.show,
    );
    const usageOf = (name: string): ReturnType<typeof readUsage> =>
      readUsage(subjects.find((subject) => subject.name === name)!.processes[0]!.pid);
    return benchReport(measured, times, { aggregator: await usageOf('aggregator'), domain: await usageOf('music') });
  } finally {
    progress.end();
    await Promise.all([client.close(), inProcess.close(), ...started.map((service) => service.stop())]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function newestKept(): Promise<string> {
  const names = await readdir(KEPT_BUNDLES).catch(() => []);
  const [newest] = names.filter((name) => valid(name) !== null).sort(rcompare);
  if (newest === undefined)
    throw new Refusal(`${KEPT_BUNDLES}: expected folders named by a version, got none; name bundles with --models`);
  return join(KEPT_BUNDLES, newest);
}
