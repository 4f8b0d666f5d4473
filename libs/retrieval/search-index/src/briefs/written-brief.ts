import type { EntityBrief } from '@tiebreak/candidates';

/** Without names of fields, which would be half of the bytes. */
type Written = readonly [
  id: string,
  type: string,
  year: number,
  popularity: number,
  titles: readonly string[],
  creator: string,
  tags: Readonly<Record<string, number>>,
];

/** A brief as JSON. */
export function writtenBrief({ id, type, year, popularity, titles, creator, tags }: EntityBrief): string {
  return JSON.stringify([id, type, year, popularity, titles, creator, tags] satisfies Written);
}

/** What `writtenBrief` made. */
export function readBrief(written: string): EntityBrief {
  const [id, type, year, popularity, titles, creator, tags] = JSON.parse(written) as Written;
  return { id, type, year, popularity, titles, creator, tags };
}
