import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Whether a domain is so new that it has no model: neither a bundle nor kept scores of one. Where scores were kept, a
 * bundle that is not there was lost.
 * @param goldenLines where they are, or will be; kept scores are in a folder beside them
 */
export function isUntrained({ model, goldenLines }: { readonly model: URL; readonly goldenLines: URL }): boolean {
  return !existsSync(model) && !existsSync(new URL('__snapshots__', goldenLines));
}

/** A path as one would type it here. */
export function shortPath(file: URL): string {
  return relative(process.cwd(), fileURLToPath(file));
}
