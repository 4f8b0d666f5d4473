import { writeFile } from 'node:fs/promises';
import {
  type Candidate,
  type CandidateGenerator,
  fuse,
  type Fusion,
  unite,
  type UnderstoodQuery,
} from '@tiebreak/candidates';
import { FieldReader } from '@tiebreak/interpretation';
import { streamLines } from '../line-stream';
import { Refusal, refuseViolations } from '../refusal';

/** One query of a file. */
export interface NamedQuery {
  readonly id: string;
  readonly text: string;
}

const LONGEST = 10_000;

/** The queries of a file, JSON lines `{id, text}`, gzipped or not. @throws Refusal naming line and field */
export async function readQueries(file: string): Promise<NamedQuery[]> {
  const queries: NamedQuery[] = [];
  for await (const { number, bytes } of streamLines(file)) {
    const line = bytes.toString('utf8');
    if (line.trim() === '') continue;
    queries.push(readQuery(line, `${file}:${number}`));
  }
  if (queries.length === 0) throw new Refusal(`${file}: expected queries, got none`);
  return queries;
}

function readQuery(line: string, place: string): NamedQuery {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw new Refusal(`${place}: expected JSON, got ${(error as Error).message}`);
  }
  const reader = new FieldReader();
  const source = reader.object(parsed);
  const reading = reader.finish({
    id: reader.text(source, 'id', 200, 'required'),
    text: reader.text(source, 'text', LONGEST, 'required'),
  });
  if (!reading.ok) refuseViolations(place, reading.violations);
  return reading.value;
}

/** How the lists of several strategies become one. */
export interface FusedSearch {
  readonly generators: readonly CandidateGenerator[];
  readonly fusion: Fusion;
  /** Candidates of each strategy, and of the result. */
  readonly depth: number;
}

/** The fused candidates of one query. */
export async function searchFused(
  { generators, fusion, depth }: FusedSearch,
  query: UnderstoodQuery,
): Promise<Candidate[]> {
  const { signal } = new AbortController();
  const lists = await Promise.all(generators.map((generator) => generator.generate(query, depth, signal)));
  const united = unite(new Map(generators.map(({ name }, i) => [name, lists[i]!])));
  return fuse(united, fusion).slice(0, depth);
}

/** Writes results as TREC's tools read them: query, Q0, document, rank, score, tag; blanks in ids as %20. */
export async function writeRun(
  file: string,
  results: readonly (readonly [query: string, candidates: readonly Candidate[]])[],
  tag: string,
): Promise<void> {
  const escaped = (id: string): string => id.replaceAll(/\s/g, '%20');
  const lines = results.flatMap(([query, candidates]) =>
    candidates.map(({ id, score }, i) => `${escaped(query)} Q0 ${escaped(id)} ${i + 1} ${score} ${tag}\n`),
  );
  await writeFile(file, lines.join(''));
}
