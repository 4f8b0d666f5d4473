import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tiebreak } from '../tiebreak';
import { DOMAINS } from '../training-jobs';
import { writeDomainCatalogue } from './domain-catalogues';

/** Makes an index of the public catalogues of every domain. @param share as `writeDomainCatalogue` @returns their folder */
export async function indexCatalogues(folder: string, share: number): Promise<string> {
  const indexes = join(folder, 'indexes');
  mkdirSync(indexes);
  for (const domain of DOMAINS) {
    const catalogue = writeDomainCatalogue(domain, folder, share);
    await tiebreak(
      ...['index', '--from', catalogue, '--domain', domain, '--encoder', 'none', '--skip-duplicates'],
      ...['--out', join(indexes, domain)],
    );
  }
  return indexes;
}

/** Joins the lines of a file to the indexes of a folder. @returns the file of joined lines */
export async function joinLines(data: string, indexes: string, out: string): Promise<string> {
  await tiebreak('match', '--data', data, '--indexes', indexes, '--out', out);
  return out;
}

/** Parts of a file, each with one line in so many. @returns their files */
export function splitLines(file: string, share: number, parts: number, folder: string): string[] {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return Array.from({ length: parts }, (_, part) => {
    const out = join(folder, `part-${part}.jsonl.gz`);
    writeFileSync(out, gzipSync(`${lines.filter((_line, i) => i % share === part).join('\n')}\n`));
    return out;
  });
}
