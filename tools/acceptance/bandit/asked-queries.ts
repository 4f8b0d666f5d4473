import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SimulationContents } from '@tiebreak/report';
import { FULL_SIZE, WORKSPACE } from '../data';
import { QUERY_FILES } from '../retrieval/wanted-queries';
import { WORKS_FILES } from '../retrieval/works';
import { tiebreakJson } from '../tiebreak';
import { madeUpTable, tableFile } from './made-up-table';

/** As the service has it, in units of one entity found. */
const PRICE = 1 / 3_000;
/** Queries of each kind, and the works of each domain that they are asked of. */
const [QUERIES, WORKS] = FULL_SIZE ? [1_800, 10_000] : [200, 1_500];
const MADE_UP = FULL_SIZE ? 20_000 : 6_000;
/** Not one that anything was chosen by. */
const SEED = 1_001;

/** Whether the data is there that real queries are made of. Policies' settings were chosen on neither these nor the made-up ones. */
export const HAS_DATA = [...QUERY_FILES, ...WORKS_FILES].every((file) => existsSync(file));

/** What `tiebreak simulate` is to do. */
export interface SimulationPlan {
  readonly rounds: number;
  readonly seeds: number;
  readonly policies: readonly string[];
  /** Strategy that breaks halfway in runs of their own; absent: none. */
  readonly broken?: string;
}

/** A table of queries with what every strategy finds, in a folder of its own, and what policies make of it. */
export class AskedQueries {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tiebreak-simulation-'));
  private readonly table = join(this.folder, 'table.jsonl');

  /** @param isReal otherwise queries are made up, which takes no indexes */
  constructor(private readonly isReal: boolean) {}

  /** What they are, in words. */
  get name(): string {
    return this.isReal ? 'real queries' : 'made-up queries';
  }

  async make(): Promise<void> {
    if (!this.isReal) {
      writeFileSync(this.table, tableFile(madeUpTable(MADE_UP, SEED)));
      return;
    }
    const maker = join(WORKSPACE, 'tools/acceptance/retrieval/make-query-table.ts');
    const runner = join(WORKSPACE, 'tools/run-typescript.js');
    const sizes = [QUERIES, SEED, WORKS].map(String);
    await promisify(execFile)(process.execPath, [runner, maker, this.table, ...sizes]);
  }

  /** Runs `simulate` in a process of its own: the realm in which Jest runs tests makes number crunching three times as slow. */
  simulate({ rounds, seeds, policies, broken }: SimulationPlan): Promise<SimulationContents> {
    return tiebreakJson<SimulationContents>(
      ...['simulate', '--queries', this.table, '--rounds', String(rounds), '--seeds', String(seeds)],
      ...['--policies', policies.join(','), '--price', String(PRICE)],
      ...(broken === undefined ? [] : ['--break', broken]),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
