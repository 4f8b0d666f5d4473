import type { TaggedUtterance } from '../src/train-nlu';

/** A line whose slots are marked: "play [artist:nina simone]". */
export function tagged(domain: string, intent: string, marked: string): TaggedUtterance {
  const slots: { name: string; start: number; end: number }[] = [];
  let utterance = '';
  for (const part of marked.split(/(\[[^\]]*\])/)) {
    const [, name, value] = /^\[(\w+):(.*)\]$/.exec(part) ?? [];
    if (name !== undefined) slots.push({ name, start: utterance.length, end: utterance.length + value!.length });
    utterance += value ?? part;
  }
  return { utterance, domain, intent, slots };
}

/** Lines of two domains and of none, out of which a few patterns can be learned. */
export const TAUGHT: readonly TaggedUtterance[] = [
  ...['nina simone', 'miles davis', 'the beatles', 'bach', 'daft punk', 'ella'].flatMap((artist) => [
    tagged('Music', 'Play', `play [artist:${artist}]`),
    tagged('Music', 'Play', `play some [artist:${artist}] please`),
    tagged('Music', 'Add', `add [artist:${artist}] to my [playlist:evening] list`),
  ]),
  ...['dune', 'emma', 'the trial', 'the waves'].flatMap((title) => [
    tagged('Books', 'Rate', `rate [title:${title}] four stars`),
    tagged('Books', 'Find', `find the book [title:${title}]`),
  ]),
  ...['rome', 'oslo', 'lima'].flatMap((city) => [
    tagged('Other', 'Weather', `will it rain in [city:${city}]`),
    tagged('Other', 'Weather', `weather for [city:${city}]`),
  ]),
];
