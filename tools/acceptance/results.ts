/**
 * Puts the figures of an acceptance run between its two marks in a page; the words around them are written by hand.
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
