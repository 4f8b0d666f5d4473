import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { compare } from 'semver';

/** One folder for each recorded release, named by its version; record.ts adds them and nothing changes them. */
export const COMPAT = fileURLToPath(new URL('../../test/compat/', import.meta.url));
/** The digest of every folder, as it was recorded. */
export const DIGESTS = join(COMPAT, 'digests.json');

/** What a folder has beside one bundle for each domain. */
export const PROTOCOL = 'proto';
export const EXCHANGES = 'exchanges.jsonl';

export const DEFINITIONS = [books, music, video];

/** One request as a client of that release sends it, and the scores that it got. */
export interface Exchange {
  readonly domain: string;
  /** A RerankRequest, its fields spelled as in the release's protocol. */
  readonly request: object;
  /** By the hypothesis's id. */
  readonly scores: Readonly<Record<string, number>>;
}

/** What of a RerankResponse is compared. */
export interface RankedScores {
  readonly ranked: readonly { readonly hypothesis: { readonly id: string }; readonly score: number }[];
}

/** Recorded releases, oldest first. */
export function recordedReleases(): string[] {
  if (!existsSync(COMPAT)) return [];
  const folders = readdirSync(COMPAT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort(compare);
}

/** The recorded digests, by release. */
export function recordedDigests(): Record<string, string> {
  return existsSync(DIGESTS) ? (JSON.parse(readFileSync(DIGESTS, 'utf8')) as Record<string, string>) : {};
}

export function exchangesOf(release: string): Exchange[] {
  const lines = readFileSync(join(COMPAT, release, EXCHANGES), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Exchange);
}

/** `Rerank` as a client knows it that was built from a release's protocol and from nothing of today's. */
export function rerankOf(release: string): MethodDefinition<object, RankedScores> {
  const includeDirs = [join(COMPAT, release, PROTOCOL)];
  const definition = loadSync('tiebreak/v1/reranker.proto', { includeDirs, enums: String, defaults: true });
  const service = definition['tiebreak.v1.RerankerService'] as unknown as Record<string, unknown>;
  return service.Rerank as MethodDefinition<object, RankedScores>;
}

/** "sha256:" and the hex of a sha256 over names and contents of a folder's files. */
export function folderDigest(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length)).sort();
  for (const path of paths)
    hash.update(`${path.replaceAll('\\', '/')}\0`).update(sha256(readFileSync(join(folder, path))));
  return `sha256:${hash.digest('hex')}`;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
