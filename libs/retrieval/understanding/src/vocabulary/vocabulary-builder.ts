import type { CatalogueEntity } from '@tiebreak/catalogue';
import { seededRandom } from '@tiebreak/statistics';
import type { TaggedWords } from '../content/characteristic-words';
import { entityWords, givenTags, peopleOf } from '../content/entity-words';
import { learnContent } from '../content/learn-content';
import { normalise } from '../normalise';
import { spokenForms } from '../spoken/spoken-forms';
import type { CatalogueVocabulary } from './catalogue-vocabulary';
import { guardedTitles } from './guarded-titles';
import { PEOPLE_TYPES } from './type-words';

/** Tagged entities that content is learned from; more would teach little. */
const SAMPLE = 20_000;
const SEED = 1;
/** What begins a part of a title that people leave out: "Star Wars: Episode IV". */
const SUBTITLE = /[:(]| [-–—] /;
/** From this weight on an entity counts as one of the tag. */
const HAS_TAG = 0.5;
/** Names that stand for whoever it was, so that their works have nothing in common. */
const NOBODY = new Set(['various artists', 'various', 'unknown', 'anonymous', 'traditional', 'original soundtrack']);
const LEAST_CREATOR_WEIGHT = 0.1;
const MOST_CREATOR_TAGS = 8;

/** Learns a vocabulary from entities that come one by one; the same entities in the same order give the same one. */
export class VocabularyBuilder {
  private readonly types = new Map<string, number>();
  private readonly tags = new Map<string, number>();
  private readonly creators = new Map<string, string>();
  private readonly titles = new Set<string>();
  private readonly words = new Set<string>();
  private readonly sample: TaggedWords[] = [];
  private readonly works = new Map<string, { count: number; weights: Map<string, number> }>();
  private readonly random = seededRandom(SEED);
  private tagged = 0;

  add(entity: CatalogueEntity): void {
    this.types.set(entity.type, (this.types.get(entity.type) ?? 0) + 1);
    const tags = givenTags(entity);
    for (const tag of tags.keys()) this.tags.set(tag, (this.tags.get(tag) ?? 0) + 1);
    for (const title of [entity.title, ...entity.aliases]) {
      this.titles.add(normalise(title));
      this.titles.add(normalise(title.split(SUBTITLE)[0]!));
    }
    for (const name of [entity.title, ...entity.aliases, entity.creator, ...tags.keys()])
      for (const word of normalise(name).split(' ')) if (word !== '') this.words.add(word);
    this.addCreators(entity);
    if (tags.size === 0) return;
    this.addSample(entity, tags);
    for (const name of peopleOf(entity)) if (!NOBODY.has(name)) this.addWork(name, tags);
  }

  build(): CatalogueVocabulary {
    const known = { types: this.types, tags: this.tags };
    return {
      ...known,
      creators: this.creators,
      surnames: this.surnames(),
      guardedTitles: guardedTitles(this.titles, known),
      words: this.words,
      content: { ...learnContent(this.sample), creatorTags: this.creatorTags() },
    };
  }

  private addCreators(entity: CatalogueEntity): void {
    const [whole, ...parts] = peopleOf(entity);
    if (whole === undefined) return;
    const names = PEOPLE_TYPES.has(entity.type) ? [entity.title, ...entity.aliases] : [];
    for (const form of [entity.creator, ...names].flatMap(spokenForms)) this.creators.set(form, whole);
    // A name that is a whole creator elsewhere stays that; a part of a name is its own.
    for (const part of parts)
      for (const form of spokenForms(part)) if (!this.creators.has(form)) this.creators.set(form, part);
  }

  /** Keeps each tagged entity alike likely (Vitter's algorithm R), since catalogues are sorted. */
  private addSample(entity: CatalogueEntity, tags: ReadonlyMap<string, number>): void {
    const place = this.tagged < SAMPLE ? this.tagged : this.random.integer(this.tagged + 1);
    this.tagged++;
    if (place >= SAMPLE) return;
    const own = [...tags].filter(([, weight]) => weight >= HAS_TAG).map(([tag]) => tag);
    this.sample[place] = { words: entityWords(entity), tags: own };
  }

  private addWork(name: string, tags: ReadonlyMap<string, number>): void {
    const work = this.works.get(name) ?? { count: 0, weights: new Map<string, number>() };
    this.works.set(name, work);
    work.count++;
    for (const [tag, weight] of tags) work.weights.set(tag, (work.weights.get(tag) ?? 0) + weight);
  }

  private surnames(): Map<string, string> {
    const owners = new Map<string, string | undefined>();
    for (const name of new Set(this.creators.values())) {
      const surname = name.slice(name.lastIndexOf(' ') + 1);
      if (surname !== name) owners.set(surname, owners.has(surname) ? undefined : name);
    }
    return new Map([...owners].flatMap(([surname, name]) => (name === undefined ? [] : [[surname, name] as const])));
  }

  private creatorTags(): Map<string, Map<string, number>> {
    const profiles = new Map<string, Map<string, number>>();
    for (const [name, { count, weights }] of this.works) {
      // One work without any tag is added: a single work does not settle what its creator does.
      const shares = [...weights].map(([tag, sum]) => [tag, sum / (count + 1)] as const);
      const kept = shares.filter(([, share]) => share >= LEAST_CREATOR_WEIGHT).sort((a, b) => b[1] - a[1]);
      profiles.set(name, new Map(kept.slice(0, MOST_CREATOR_TAGS)));
    }
    return profiles;
  }
}

/** The vocabulary of a catalogue. */
export function buildVocabulary(entities: Iterable<CatalogueEntity>): CatalogueVocabulary {
  const builder = new VocabularyBuilder();
  for (const entity of entities) builder.add(entity);
  return builder.build();
}
