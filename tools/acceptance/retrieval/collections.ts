import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { averagePrecision, ndcg } from '@tiebreak/relevance';
import { SHARED_DATA } from '../data';

/** A collection of documents, queries and judgements. */
export interface Collection {
  readonly name: string;
  readonly docs: string;
  readonly queries: string;
  readonly qrels: string;
  /** What is usually reported of it, at depth 100. */
  readonly measure: keyof typeof MEASURES;
}

const MEASURED = [
  ['cacm', 'MAP'],
  ['cranfield', 'NDCG@10'],
  ['cisi', 'NDCG@10'],
] as const;
export const COLLECTIONS: readonly Collection[] = MEASURED.map(([name, measure]) => ({
  ...{ name, measure },
  docs: join(SHARED_DATA, 'ir', name, 'docs.jsonl.gz'),
  queries: join(SHARED_DATA, 'ir', name, 'queries.jsonl'),
  qrels: join(SHARED_DATA, 'ir', name, 'qrels.tsv'),
}));

/** Relevant documents by query; queries without any are left out, as trec_eval does. */
export type Judgements = ReadonlyMap<string, ReadonlySet<string>>;

export async function readJudgements(file: string): Promise<Judgements> {
  const relevant = new Map<string, Set<string>>();
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [query, doc, grade] = line.split('\t');
    if (!(Number(grade) > 0)) continue;
    const docs = relevant.get(query!) ?? new Set();
    relevant.set(query!, docs.add(doc!));
  }
  return relevant;
}

/** Ranked documents by query, as a run in TREC's form says. */
export async function readRun(file: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const run = new Map<string, string[]>();
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [query, , doc] = line.split(' ');
    if (doc === undefined) continue;
    const docs = run.get(query!) ?? [];
    run.set(query!, docs);
    docs.push(doc);
  }
  return run;
}

/** A measure of one query's ranking, by binary relevance; what nobody judged is not relevant. */
export type Measure = (ranked: readonly string[], relevant: ReadonlySet<string>) => number;

const grades = (ids: Iterable<string>, relevant: ReadonlySet<string>): number[] =>
  Array.from(ids, (id) => (relevant.has(id) ? 1 : 0));

export const ndcgAt10: Measure = (ranked, relevant) =>
  ndcg(grades(ranked, relevant), grades(relevant, relevant), { cutoff: 10 });

export const meanPrecision: Measure = (ranked, relevant) =>
  averagePrecision(
    ranked.map((id) => relevant.has(id)),
    relevant.size,
  );

export const MEASURES = { MAP: meanPrecision, 'NDCG@10': ndcgAt10 } as const satisfies Record<string, Measure>;
