import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What a process has taken so far. */
export interface ProcessUsage {
  /** CPU time since it started, user and system, of all its threads, in milliseconds; in steps of 10. */
  readonly cpuMs: number;
  /** Resident memory now, in bytes. */
  readonly residentBytes: number;
}

/** Linux counts CPU time in these, whatever the clock of the kernel (proc(5), USER_HZ). */
const TICK_MS = 10;

/** What another process has taken: from /proc, or, where there is none, from `ps`. @throws Error when there is no such process */
export async function readUsage(pid: number): Promise<ProcessUsage> {
  return process.platform === 'linux' ? usageFromProc(pid) : usageFromPs(pid);
}

async function usageFromProc(pid: number): Promise<ProcessUsage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  // The second field is the name in brackets, which may hold anything; utime and stime are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const residentKilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN);
  return {
    cpuMs: (Number(fields[14 - 3]) + Number(fields[15 - 3])) * TICK_MS,
    residentBytes: residentKilobytes * 1024,
  };
}

export async function usageFromPs(pid: number): Promise<ProcessUsage> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'time=,rss=', '-p', String(pid)]);
  const [time, residentKilobytes] = stdout.trim().split(/\s+/);
  return { cpuMs: 1_000 * secondsOf(time!), residentBytes: Number(residentKilobytes) * 1024 };
}

/** Seconds in what `ps` writes: [[days-]hours:]minutes:seconds, of which some systems write hundredths. */
export function secondsOf(time: string): number {
  const [clock, days] = time.split('-').reverse() as [string, string?];
  const seconds = clock.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
  return seconds + 86_400 * Number(days ?? 0);
}
