import { sigmoid } from '@tiebreak/interpretation';
import { type Random, seededRandom } from '@tiebreak/statistics';

/** An assistant that nobody here has heard of, and by how much each domain's classifier shifts its log-odds. */
export const SHIFTS = { Weather: 0, Timers: 4, Recipes: -3, Trains: 0 } as const;
export type Domain = keyof typeof SHIFTS;
export const DOMAINS = Object.keys(SHIFTS) as Domain[];

const DEVICES = ['phone', 'car', 'kitchen_display'];
/** Share of the utterances that no domain serves. */
const OUT_OF_DOMAIN = 0.1;

/**
 * Lines in which every domain offers two readings. Each domain's own scores tell its right readings from its wrong ones
 * equally well, but Timers is far too sure of itself and Recipes not sure enough, so that products do not compare.
 * @returns the lines of a data file, in the shape of proto3 JSON
 */
export function simulatedLines(count: number, seed: number): object[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const meant = random.uniform() < OUT_OF_DOMAIN ? 'Other' : DOMAINS[random.integer(DOMAINS.length)]!;
    // The second reading is right now and then, and its scores say so.
    const right = random.uniform() < 0.8 ? 0 : 1;
    return {
      id: `line-${seed}-${i}`,
      utterance: 'one or another',
      context: { device: DEVICES[random.integer(DEVICES.length)] },
      hypotheses: DOMAINS.flatMap((domain) =>
        [0, 1].map((place) => readingOf(domain, place, domain === meant && place === right, random)),
      ),
      truth: { domain: meant, intent: 'Ask', slots: [slotAt(right)] },
    };
  });
}

function readingOf(domain: Domain, place: number, isRight: boolean, random: Random): object {
  const evidence = (): number => (isRight ? 1 : -1) + random.normal();
  return {
    domain,
    intent: 'Ask',
    slots: [slotAt(place)],
    scores: {
      domain: sigmoid(evidence() + SHIFTS[domain]),
      intent: sigmoid(2 + random.normal()),
      ner: sigmoid(evidence()),
    },
  };
}

function slotAt(place: number): object {
  return place === 0 ? { name: 'thing', value: 'one' } : { name: 'thing', value: 'another' };
}
