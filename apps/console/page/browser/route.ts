import { signal } from '@preact/signals';

/** Pages by their place in the address: `#/ask`. A static server knows nothing of them. */
export const PAGES = ['ask', 'calibration', 'models', 'retrieval', 'explorer'] as const;
export type PageName = (typeof PAGES)[number];

/** The page that the address names; the first for any other address. */
export const route = signal<PageName>(readRoute());

export function hrefOf(page: PageName): string {
  return `#/${page}`;
}

addEventListener('hashchange', () => {
  route.value = readRoute();
});

function readRoute(): PageName {
  const name = location.hash.replace(/^#\//, '');
  return PAGES.find((page) => page === name) ?? 'ask';
}
