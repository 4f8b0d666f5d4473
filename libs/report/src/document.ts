import { parseHTML } from 'linkedom';

/** The little of an element that this lib looks at; the types of browsers are not in this repository's programs. */
export interface Element {
  readonly id: string;
  readonly textContent: string;
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  remove(): void;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

export interface Document {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

/** A document without a browser: Plot draws into one, and tests read pages by it. */
export function parseDocument(page: string): Document {
  return (parseHTML(page) as unknown as { readonly document: Document }).document;
}
