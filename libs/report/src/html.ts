const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is safe to put into a page as it stands. Strings are not: they are text, and are escaped. */
export class Html {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** What may stand between the literal parts of `html`: text, markup, lists of both, or nothing. */
export type Content = string | number | Html | undefined | readonly Content[];

/**
 * Markup from a template: what stands in the template is markup, what is put in is text, unless it is `Html`.
 * Safe in element content and in quoted attributes, not in a style, a script or an attribute without quotes.
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(parts.map((part, i) => part + (i < contents.length ? render(contents[i]) : '')).join(''));
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.source;
  if (typeof content === 'object') return content.map(render).join('');
  return String(content).replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
