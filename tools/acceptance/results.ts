import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKSPACE } from './data';

const PAGE = join(WORKSPACE, 'docs/results.md');

/**
 * Puts the figures of an acceptance run between its two marks in docs/results.md, with date and command; the words around
 * them are written by hand.
 * @param what they were measured on
 */
export async function publish(name: string, what: string, figures: string): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const text = `${date}, \`npm run acceptance -- ${name}\`: ${what}\n\n${figures}`;
  await writeFile(PAGE, replaceSection(await readFile(PAGE, 'utf8'), name, text));
}

/**
 * The page with other text between the two marks of a section.
 * @throws Error when the page has no marks for it
 */
export function replaceSection(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`expected "${start}" and "${end}" in the page, got neither or the wrong order`);
  return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
}

/** A table in Markdown; the first row is the heading. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  return [rows[0]!, rows[0]!.map(() => '---'), ...rows.slice(1)].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
