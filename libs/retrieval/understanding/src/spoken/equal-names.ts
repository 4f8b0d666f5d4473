/**
 * Names whose spoken form no rule gives, each row with what recognisers write for it; the first is the form that all
 * become. Normalised.
 */
export const EQUAL_NAMES: readonly (readonly string[])[] = [
  ['2pac', 'tupac', 'two pack', 'two pac', '2 pac', '2 pack', 'too pack'],
  ['u2', 'you two', 'you too', 'u two', 'you 2', 'u 2'],
  ['deadmau5', 'dead mouse', 'deadmaus'],
  ['eminem', 'm and m', 'm n m'],
  ['boyz ii men', 'boys to men', 'boys two men', 'boyz to men', 'boyz 2 men', 'boys 2 men'],
  ['inxs', 'in excess'],
  ['mgmt', 'management'],
  ['chvrches', 'churches'],
  ['gorillaz', 'gorillas'],
  ['outkast', 'out cast', 'outcast'],
  ['def leppard', 'deaf leopard', 'def leopard'],
  ['motley crue', 'motley crew'],
  ['jay z', 'jayz'],
  ['sk8er boi', 'skater boy', 'skater boi'],
  ['se7en', 'seven'],
  ['inglourious basterds', 'inglorious bastards'],
  ['les miserables', 'les mis', 'les miz', 'lay miserable'],
  ['nsync', 'n sync', 'in sync'],
  ['xtc', 'ecstasy'],
  ['r and b', 'r n b', 'rnb'],
];

/** Short forms and the words that are said for them. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['vol', 'volume'],
  ['pt', 'part'],
  ['vs', 'versus'],
  ['ft', 'featuring'],
  ['feat', 'featuring'],
  ['mr', 'mister'],
  ['mrs', 'missus'],
  ['dr', 'doctor'],
  ['jr', 'junior'],
  ['sr', 'senior'],
]);

/** Letters that Unicode does not take apart, as they are typed without a special keyboard. */
export const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ß', 'ss'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);
