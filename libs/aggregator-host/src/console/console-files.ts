import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { ConfigurationError } from '@tiebreak/configuration';
import type { RequestHandler } from 'express';
import sirv from 'sirv';

/** A page of ours alone: its own scripts and styles, its own server, in no frame, without forms that leave it. */
const POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Names under which Vite puts files that carry the hash of what is in them. */
const HASHED = '/assets/';
const A_YEAR_S = 31_536_000;

/**
 * Serves the built console: the page itself is asked for anew each time and answered by its ETag, what it is made of is
 * kept for good. Everything else is left to the handlers after it.
 * @throws ConfigurationError when the folder holds no built console
 */
export function consoleFiles(folder: string): RequestHandler {
  if (!existsSync(join(folder, 'index.html')))
    throw new ConfigurationError(
      `TIEBREAK_CONSOLE: expected the folder of a built console, got ${folder} without an index.html; \`npx nx build console\` makes one`,
    );
  const setHeaders = (response: ServerResponse, path: string): void => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const caching = path.startsWith(HASHED) ? `public, max-age=${A_YEAR_S}, immutable` : 'no-cache';
    response.setHeader('cache-control', caching);
  };
  // The folder is read once: what is added later is not served, and nobody can walk out of it.
  return sirv(folder, { etag: true, gzip: true, brotli: true, dotfiles: false, setHeaders }) as RequestHandler;
}
