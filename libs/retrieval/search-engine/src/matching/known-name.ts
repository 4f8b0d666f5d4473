import type { EntityBrief, SparseIndex, TextIndex } from '@tiebreak/candidates';
import type { NamingRole } from '@tiebreak/understanding';
import { namesOf, SpokenName } from './spoken-name';

/** Where the entities of one domain are looked up. */
export interface EntityLookup extends Pick<TextIndex, 'named'>, SparseIndex {
  /** Briefs of entities by id, in that order; those that are gone are left out. */
  describe(ids: readonly string[]): Promise<readonly EntityBrief[]>;
}

/** Entities that are called exactly so: titles come first, then works of a creator, the most popular first. */
const EXACT = 20;
/** Entities that are called nearly so. */
const NEAR = 10;

/** How a name stands to those of one kind that an entity has. */
interface Nearness {
  /** Whether the entity is called so, however it is said. */
  readonly isCalled: boolean;
  /** How alike they are written, in [0, 1]. */
  readonly likeness: number;
}

/** What a catalogue knows of a name. */
export class KnownName {
  private readonly compared = new Map<string, Readonly<Record<NamingRole, Nearness>>>();

  private constructor(
    private readonly name: SpokenName,
    /** Those that it may be the name of, exactly or nearly. */
    readonly entities: readonly EntityBrief[],
    /** Those of them that are called exactly so, by a title or a creator. */
    private readonly called: ReadonlySet<string>,
  ) {}

  static async lookUp(text: string, index: EntityLookup): Promise<KnownName> {
    const name = new SpokenName(text);
    const [exact, near] = await Promise.all([
      name.forms.size === 0 ? [] : index.named([...name.forms], EXACT),
      name.grams.size === 0 ? [] : index.weigh('grams', [...name.grams], NEAR),
    ]);
    const ids = new Set([...exact, ...near.map(({ id }) => id)]);
    return new KnownName(name, await index.describe([...ids]), new Set(exact));
  }

  /** How near it is to the titles or the creator of an entity, in [0, 1]; 1 for what is called so, however it is said. */
  nearness(entity: EntityBrief, role: NamingRole): number {
    const { isCalled, likeness } = this.compare(entity)[role];
    return isCalled ? 1 : likeness;
  }

  /** How near it comes to any title or creator. */
  nearest(role: NamingRole): number {
    return Math.max(0, ...this.entities.map((entity) => this.nearness(entity, role)));
  }

  /** How alike it is written to any title or creator, articles and numerals included. */
  mostLike(role: NamingRole): number {
    return Math.max(0, ...this.entities.map((entity) => this.compare(entity)[role].likeness));
  }

  /** Popularity of the most popular entity that is called exactly so; 0 when there is none. */
  popularity(role: NamingRole): number {
    const called = this.entities.filter((entity) => this.compare(entity)[role].isCalled);
    return Math.max(0, ...called.map(({ popularity }) => popularity));
  }

  private compare(entity: EntityBrief): Readonly<Record<NamingRole, Nearness>> {
    let compared = this.compared.get(entity.id);
    if (compared === undefined) {
      const names = namesOf(entity);
      const title = this.nearnessTo(names.title);
      const creator = this.nearnessTo(names.creator);
      // Who is called so, and by no title, is so by one of several creators.
      const isCreator = creator.isCalled || (this.called.has(entity.id) && !title.isCalled);
      this.compared.set(entity.id, (compared = { title, creator: { ...creator, isCalled: isCreator } }));
    }
    return compared;
  }

  private nearnessTo(names: readonly SpokenName[]): Nearness {
    return {
      isCalled: names.some((name) => this.name.equals(name)),
      likeness: Math.max(0, ...names.map((name) => this.name.likeness(name))),
    };
  }
}
