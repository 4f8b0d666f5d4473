/** What a catalogue says of a work, as far as it matters here. */
export interface NamedWork {
  readonly domain: string;
  readonly title: string;
  /** In [0, 1]: the share of its catalogue that is less popular. */
  readonly popularity: number;
}

/** A title, and the domains that have a work of it. */
export interface SaidTitle {
  /** As it is said. */
  readonly title: string;
  /** Domain -> popularity of its most popular work of that title, in [0, 1]; in name order. */
  readonly popularity: Readonly<Record<string, number>>;
}

/** A title as it is said: lower case, without punctuation. */
export function sayTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}' ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** All titles, in the order of the alphabet; those that sound alike are one. */
export function saidTitles(works: Iterable<NamedWork>): SaidTitle[] {
  const byTitle = new Map<string, Map<string, number>>();
  for (const { domain, title, popularity } of works) {
    const said = sayTitle(title);
    if (said === '') continue;
    const domains = byTitle.get(said) ?? new Map<string, number>();
    byTitle.set(said, domains.set(domain, Math.max(popularity, domains.get(domain) ?? 0)));
  }
  return [...byTitle]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, domains]) => ({
      title,
      popularity: Object.fromEntries([...domains].sort(([a], [b]) => (a < b ? -1 : 1))),
    }));
}

/** Whether works of several domains have the title: then it does not say which is meant. */
export function isShared({ popularity }: SaidTitle): boolean {
  return Object.keys(popularity).length > 1;
}
