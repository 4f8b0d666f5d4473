import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from './data';

/** A block of shell commands of a page. */
export interface ShellBlock {
  readonly commands: string;
  /** Whether it starts a service, which stays. */
  readonly serves: boolean;
}

/** The blocks of a page that are marked "sh", or "sh serve", in order. */
export function shellBlocks(page: string): ShellBlock[] {
  const blocks = readFileSync(join(WORKSPACE, page), 'utf8').matchAll(/^```sh( serve)?\n([^]*?)^```$/gm);
  return [...blocks].map(([, serve, commands]) => ({ commands: commands!, serves: serve !== undefined }));
}
