import { characterGrams, type EntityBrief } from '@tiebreak/candidates';
import { type NamingRole, spokenForms } from '@tiebreak/understanding';

/** A name with all that it is compared by. */
export class SpokenName {
  readonly forms: ReadonlySet<string>;
  readonly grams: ReadonlyMap<string, number>;
  private readonly weight: number;

  constructor(text: string) {
    this.forms = new Set(spokenForms(text));
    this.grams = characterGrams(text);
    this.weight = [...this.grams.values()].reduce((sum, weight) => sum + weight, 0);
  }

  /** Whether it is the same name, however it is said. */
  equals({ forms }: SpokenName): boolean {
    for (const form of this.forms) if (forms.has(form)) return true;
    return false;
  }

  /** How alike the two are written, and sound, in [0, 1]: the Dice coefficient of their sequences of letters, and sounds. */
  likeness({ grams, weight }: SpokenName): number {
    let common = 0;
    for (const [gram, count] of this.grams) common += Math.min(count, grams.get(gram) ?? 0);
    const all = this.weight + weight;
    return all === 0 ? 0 : (2 * common) / all;
  }
}

const known = new WeakMap<EntityBrief, Readonly<Record<NamingRole, readonly SpokenName[]>>>();

/** What an entity is called: its titles, and its creator if it has one. Kept as long as its brief is. */
export function namesOf(entity: EntityBrief): Readonly<Record<NamingRole, readonly SpokenName[]>> {
  let names = known.get(entity);
  if (names === undefined) {
    const { titles, creator } = entity;
    names = {
      title: titles.map((title) => new SpokenName(title)),
      creator: creator === '' ? [] : [new SpokenName(creator)],
    };
    known.set(entity, names);
  }
  return names;
}
