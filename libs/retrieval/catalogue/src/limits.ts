/** What one entity of a catalogue may hold. Lengths are in UTF-16 code units. */
export const CATALOGUE_LIMITS = {
  /** Of an id, a domain, a type and a name of an attribute. */
  name: 500,
  /** Of a title, a creator, an alias and an attribute. */
  title: 2_000,
  /** Of a description, plot or lyrics. */
  text: 1_000_000,
  aliases: 256,
  attributes: 64,
  tags: 1_000,
  /** Years before this are refused; Homer is at -750. */
  firstYear: -5_000,
  lastYear: 9_999,
} as const;
