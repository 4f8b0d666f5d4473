import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@tiebreak/statistics';

const CATALOGUES = fileURLToPath(new URL('../../../../search/catalogue/', import.meta.url));
const SAID = [
  (title: string) => `play ${title}`,
  (title: string) => `find ${title}`,
  (title: string) => `rate ${title} five stars`,
  (title: string) => `add ${title} to my playlist`,
];
/** As many as are asked before they come again. */
const COUNT = 500;

/** What people may say of works in the shipped catalogues. Whatever an NLU makes of it, it is the same for what is compared. */
export function madeWishes(seed: number): string[] {
  const titles = readdirSync(CATALOGUES)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) => readFileSync(`${CATALOGUES}${file}`, 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { title: string }).title.toLowerCase());
  const random = seededRandom(seed);
  const one = <T>(items: readonly T[]): T => items[random.integer(items.length)]!;
  return Array.from({ length: COUNT }, () => one(SAID)(one(titles)));
}
