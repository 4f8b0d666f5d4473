import type { Random } from '@tiebreak/statistics';
import type { AskingHabits, WayOfAsking } from './asking-habits';
import { meantDomains } from './meant-domains';
import { sayTitle, type SaidTitle } from './said-titles';

/** A line that asks for a work by its title; it says where its slots stand, and has no hypotheses. */
export interface TieLine {
  readonly id: string;
  readonly utterance: string;
  readonly locale: string;
  readonly context: { readonly device: string };
  readonly truth: {
    readonly domain: string;
    readonly intent: string;
    /** Offsets count UTF-16 code units. */
    readonly slots: readonly {
      readonly name: string;
      readonly value: string;
      readonly start: number;
      readonly end: number;
    }[];
  };
}

/** How often a way and a title that do not go together are drawn anew before it is said that none do. */
const MOST_TRIES = 10_000;

export interface TieLineOptions {
  readonly count: number;
  /** The lines are called `NAME-1`, `NAME-2`, ... */
  readonly name: string;
  readonly random: Random;
  /** Utterances that are not drawn, as `sayTitle` has them: those that models are to be asked later. */
  readonly without?: ReadonlySet<string>;
}

/**
 * Draws lines by the law of `meantDomains`: a title and a way of asking, each as likely as any other that goes with it; the
 * domain by how popular the title is there; then the device, by the shares of the domain.
 * @param titles those of one part
 * @throws RangeError when `count` is no count, no title can be asked for in any of the ways, or a domain has no devices
 */
export function drawTieLines(
  titles: readonly SaidTitle[],
  habits: AskingHabits,
  { count, name, random, without = new Set() }: TieLineOptions,
): TieLine[] {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: expected a whole number, got ${count}`);
  return Array.from({ length: count }, (_, i) => {
    const { utterance, slots, chances } = drawQuestion(titles, habits, random, without);
    const domain = drawFrom(chances, random);
    const shares = habits.devices[domain];
    if (shares === undefined) throw new RangeError(`devices.${domain}: expected the shares of devices, got none`);
    const device = drawFrom(new Map(Object.entries(shares)), random);
    return {
      id: `${name}-${i + 1}`,
      utterance,
      locale: 'en-US',
      context: { device },
      truth: { domain, intent: habits.intent, slots },
    };
  });
}

/** What is said, and who may be meant. */
interface Question {
  readonly utterance: string;
  readonly slots: TieLine['truth']['slots'];
  readonly chances: ReadonlyMap<string, number>;
}

function drawQuestion(
  titles: readonly SaidTitle[],
  habits: AskingHabits,
  random: Random,
  without: ReadonlySet<string>,
): Question {
  for (let tries = 0; tries < MOST_TRIES && titles.length > 0 && habits.ways.length > 0; tries++) {
    const title = titles[random.integer(titles.length)]!;
    const way = habits.ways[random.integer(habits.ways.length)]!;
    const chances = meantDomains(title, way, habits);
    if (chances.size === 0) continue;
    const said = say(way, title.title, habits);
    if (!without.has(sayTitle(said.utterance))) return { ...said, chances };
  }
  throw new RangeError(
    `expected a title that can be asked for, got ${titles.length} titles and ${habits.ways.length} ways`,
  );
}

/** One of the names, by their probabilities. */
function drawFrom(chances: ReadonlyMap<string, number>, random: Random): string {
  let left = random.uniform();
  for (const [name, chance] of chances) {
    left -= chance;
    if (left < 0) return name;
  }
  // Rounding may leave a little.
  return [...chances.keys()].at(-1)!;
}

/** The words with the title in its place, and where the slots are in them. */
function say(
  { words }: WayOfAsking,
  title: string,
  { slots: names }: AskingHabits,
): Pick<Question, 'utterance' | 'slots'> {
  let utterance = '';
  const slots: TieLine['truth']['slots'][number][] = [];
  for (const [, before = '', place = ''] of words.matchAll(/([^[{]*)(\{title\}|\[[^\]]*\])?/g)) {
    utterance += before;
    if (place === '') continue;
    const [name, value] = place === '{title}' ? [names.title, title] : [names.kind, place.slice(1, -1)];
    slots.push({ name, value, start: utterance.length, end: utterance.length + value.length });
    utterance += value;
  }
  return { utterance, slots };
}
