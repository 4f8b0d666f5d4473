import type { SlotValue } from '@tiebreak/interpretation';

/** What the things and deeds of one domain are called in questions to users. All of it is optional. */
export interface DomainWording {
  /** One of its things: "book" for Books; absent: the domain's name. */
  readonly noun?: string | undefined;
  /** What an intent does to a thing that is called "it": `AddToPlaylist` -> "add it to a playlist"; absent: the intent's name in words. */
  readonly intents?: Readonly<Record<string, string>> | undefined;
  /** What a slot holds: `track` -> "song"; absent: a slot that nobody can be asked about by name. */
  readonly slots?: Readonly<Record<string, string>> | undefined;
}

/** What questions are made of beside the hypotheses: what was said, and what each domain's things are called. */
export interface Wording {
  readonly utterance: string;
  readonly domains: ReadonlyMap<string, DomainWording>;
}

/** "the book" */
export function thing(domain: string, { domains }: Wording): string {
  return `the ${domains.get(domain)?.noun ?? domain}`;
}

/**
 * What an intent does: "add it to a playlist".
 * @param object what stands in the place of "it"; empty: "it" stays
 */
export function deed(domain: string, intent: string, object: string, { domains }: Wording): string {
  const phrase = wordOf(domains.get(domain)?.intents, intent);
  if (phrase === undefined) return [inWords(intent), object].filter((part) => part !== '').join(' ');
  if (object === '') return phrase;
  // A function, since "$" in what was said means nothing.
  return /\bit\b/.test(phrase) ? phrase.replace(/\bit\b/, () => object) : `${phrase} ${object}`;
}

/** "song"; undefined when users have no word for the slot. */
export function slotNoun(domain: string, slot: string, { domains }: Wording): string | undefined {
  return wordOf(domains.get(domain)?.slots, slot);
}

/**
 * A slot's value as the user said it, so that a question never shows text from elsewhere, such as a normalised or looked-up
 * name; empty when it was not said.
 */
export function spoken({ value, start, end }: SlotValue, { utterance }: Wording): string {
  if (utterance.toLowerCase().includes(value.toLowerCase())) return value.trim();
  return start === undefined || end === undefined ? '' : utterance.slice(start, end).trim();
}

/** Names come from callers, and objects have properties of their own. */
function wordOf(words: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return words !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;
}

/** "AddToPlaylist" -> "add to playlist" */
function inWords(intent: string): string {
  return intent
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
