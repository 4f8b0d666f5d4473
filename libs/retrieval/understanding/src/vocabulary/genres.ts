import { normalise } from '../normalise';

/** Genres and themes, each with other words for it, normalised. What is not here is its own word. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  'science fiction': ['sci fi', 'scifi', 'sf', 'sci fi and fantasy'],
  'hip hop': ['hiphop', 'rap', 'hip hop rap', 'rap and hip hop'],
  'r and b': ['rnb', 'r n b', 'rhythm and blues', 'r and b soul'],
  'rock and roll': ['rock n roll', 'rocknroll'],
  'heavy metal': ['heavymetal'],
  electronic: ['electronica', 'electronica dance', 'electro', 'edm'],
  'k pop': ['kpop', 'korean pop'],
  country: ['country music', 'country and western'],
  classical: ['classical music', 'classic music'],
  jazz: ['jazzy'],
  reggae: ['raggae'],
  soundtrack: [
    'original soundtrack',
    'original motion picture soundtrack',
    'sound track',
    'ost',
    'film music',
    'film score',
  ],
  'cast recording': ['original cast', 'original broadway cast', 'original cast recording', 'broadway cast'],
  compilation: [
    'greatest hits',
    'best of',
    'the very best of',
    'the essential',
    'anthology',
    'the best of',
    'number ones',
  ],
  live: ['live at', 'live in', 'in concert', 'live from', 'unplugged'],
  christmas: ['xmas', 'christmassy', 'x mas'],
  halloween: ['hallowe en'],
  animation: ['animated', 'cartoon', 'anime'],
  children: ['kids', 'for kids', 'childrens', 'child', 'for children', 'kid'],
  family: ['family friendly', 'families'],
  romance: ['romantic', 'love story', 'love stories', 'chick flick', 'rom'],
  'romantic comedy': ['romcom', 'rom com'],
  comedy: ['comedies', 'funny', 'comic', 'humour', 'humor', 'humorous', 'hilarious'],
  thriller: ['suspense', 'suspenseful'],
  horror: ['scary', 'frightening', 'spooky'],
  crime: ['gangster', 'true crime', 'crime fiction'],
  mystery: ['mysteries', 'whodunit', 'whodunnit', 'murder mystery'],
  detective: ['detective story', 'private eye'],
  western: ['cowboy', 'wild west'],
  war: ['military', 'world war'],
  documentary: ['documentaries', 'docu', 'true story'],
  musical: ['show tunes', 'broadway'],
  'film noir': ['noir'],
  biography: ['biographies', 'biopic', 'biographical', 'life story', 'autobiography'],
  memoir: ['memoirs'],
  historical: ['historical fiction', 'history fiction', 'costume drama'],
  period: ['period drama', 'period piece'],
  fantasy: ['fantasies', 'magical'],
  superhero: ['super hero', 'superheroes', 'super heroes'],
  spy: ['espionage', 'spies', 'secret agent'],
  dystopia: ['dystopian'],
  'post apocalyptic': ['apocalyptic', 'apocalypse', 'end of the world'],
  'time travel': ['time travelling', 'time traveling'],
  space: ['outer space', 'astronaut', 'astronauts'],
  aliens: ['alien', 'extraterrestrial', 'ufo'],
  vampires: ['vampire'],
  zombies: ['zombie', 'undead'],
  ghost: ['haunted', 'ghost story'],
  'young adult': ['ya', 'teen', 'teenage'],
  'coming of age': ['growing up'],
  nonfiction: ['non fiction'],
  comics: ['graphic novel', 'comic book'],
  poetry: ['poems', 'poem'],
  'serial killer': ['serial killers'],
  sport: ['sports'],
  'martial arts': ['kung fu', 'karate'],
  silent: ['silent film'],
  adventure: ['adventurous'],
  action: ['action packed'],
};

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(SYNONYMS).flatMap(([tag, words]) => words.map((word) => [word, tag] as const)),
);

/** The one word for a genre or theme: "science fiction" of "Sci-Fi", normalised. */
export function canonicalTag(text: string): string {
  return canonicalWords(normalise(text));
}

/** As `canonicalTag`, of words that are normalised already. */
export function canonicalWords(words: string): string {
  return CANONICAL.get(words) ?? words;
}

/** All that people say for a tag, the tag first. */
export function wordsForTag(tag: string): readonly string[] {
  return Object.hasOwn(SYNONYMS, tag) ? [tag, ...SYNONYMS[tag]!] : [tag];
}
