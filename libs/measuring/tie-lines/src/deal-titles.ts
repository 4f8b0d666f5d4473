import type { SaidTitle } from './said-titles';

/**
 * What lines are drawn for: to train an NLU, to train re-rankers on its hypotheses, to choose on, to test on. No title is in
 * two parts: an NLU is surer of its own lines than it will ever be again.
 */
export const TITLE_PARTS = ['nlu', 'train', 'dev', 'test'] as const;
export type TitlePart = (typeof TITLE_PARTS)[number];

/** The parts of seven titles that follow each other. */
const TURNS: readonly TitlePart[] = ['train', 'test', 'nlu', 'train', 'test', 'nlu', 'dev'];

/**
 * One part of the titles. They are dealt out in turns, in the order of which domains have them and how much better known
 * they are in one of these than in the others, so that every part has as many of each sort: a part that happened to get the
 * famous films and the obscure books would have another law than the others.
 */
export function dealTitles(titles: readonly SaidTitle[], part: TitlePart): SaidTitle[] {
  const sorted = titles
    .map((title) => ({ title, domains: Object.keys(title.popularity).join(), lean: lean(title) }))
    .sort((a, b) => compare(a.domains, b.domains) || a.lean - b.lean || compare(a.title.title, b.title.title));
  return sorted.flatMap(({ title }, i) => (TURNS[i % TURNS.length] === part ? [title] : []));
}

/** The share of the first domain in the popularity of all. */
function lean({ popularity }: SaidTitle): number {
  const values = Object.values(popularity);
  return (
    values[0]! /
    Math.max(
      Number.MIN_VALUE,
      values.reduce((sum, value) => sum + value, 0),
    )
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
