import type { CatalogueEntity } from '@tiebreak/catalogue';
import { type Random, seededRandom } from '@tiebreak/statistics';
import { normalise } from '@tiebreak/understanding';
import { HEAD_WORDS } from './made-catalogue';
import { zipfOver } from './zipf';

/** Titles, and words, that queries are drawn from. */
const [MOST_TITLES, MOST_WORDS] = [5_000, 5_000];

/** Collects what people might ask of a catalogue while it is read, and draws queries from it by Zipf. */
export class DrawnQueries {
  private readonly titles: { readonly title: string; readonly popularity: number }[] = [];
  private readonly tags = new Map<string, number>();
  private readonly words = new Map<string, number>();
  private seen = 0;

  constructor(private readonly random: Random = seededRandom(2)) {}

  add({ title, popularity, tags }: CatalogueEntity): void {
    // Vitter's algorithm R: each title is kept alike likely.
    const place = this.seen < MOST_TITLES ? this.seen : this.random.integer(this.seen + 1);
    this.seen++;
    if (place >= MOST_TITLES) return;
    this.titles[place] = { title, popularity };
    for (const tag of Object.keys(tags)) count(this.tags, tag);
    for (const word of normalise(title).split(' ')) if (word !== '') count(this.words, word);
  }

  /**
   * Half of the queries are titles, more popular ones more often; a quarter tags, commoner ones more often; a quarter
   * words, of which those that stand in half of the catalogue are the commonest, alone or before another.
   */
  draw(length: number, seed: number): string[] {
    const random = seededRandom(seed);
    const titles = this.titles.toSorted((a, b) => b.popularity - a.popularity).map(({ title }) => title);
    const words = [...HEAD_WORDS, ...commonest(this.words).slice(0, MOST_WORDS)];
    const [title, tag, word] = [titles, commonest(this.tags), words].map(drawFrom);
    const drawWords = (): string => {
      const first = word!(random);
      return random.uniform() < 0.5 ? first : `${first} ${word!(random)}`;
    };
    return Array.from({ length }, () =>
      [() => title!(random), () => title!(random), () => tag!(random), drawWords][random.integer(4)]!(),
    );
  }
}

function drawFrom(items: readonly string[]): (random: Random) => string {
  const rank = zipfOver(items.length);
  return (random) => items[rank(random)]!;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function commonest(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
}
