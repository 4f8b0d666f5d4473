import type { ResolveRequest } from '@tiebreak/aggregation';
import { type Hypothesis, ofDomain, probability } from '@tiebreak/interpretation';
import type { RerankRequest } from '@tiebreak/scoring';
import { seededRandom } from '@tiebreak/statistics';

/** Hypotheses of each domain in a request, as an NLU that hands on its five best would send them. */
export const HYPOTHESES_OF_DOMAIN = 5;

/** Requests that differ, so that nothing can be answered from memory. */
const REQUESTS = 64;
const SEED = 20;

const DEVICES = ['voice_only', 'fire_tv', 'tablet', ''];
const TITLES = ['mary poppins', 'the secret garden', 'dune', 'oliver twist', 'west side story', 'the jungle book'];

/** Readings of "play TITLE please" that differ in the intent or in the name of the slot. */
const READINGS: Readonly<Record<string, readonly (readonly [intent: string, slot: string])[]>> = {
  Books: [
    ['SearchCreativeWork', 'object_name'],
    ['RateBook', 'object_name'],
    ['SearchCreativeWork', 'object_type'],
    ['RateBook', 'object_part_of_series_type'],
    ['RateBook', 'object_type'],
  ],
  Music: [
    ['PlayMusic', 'album'],
    ['PlayMusic', 'track'],
    ['PlayMusic', 'artist'],
    ['SearchCreativeWork', 'object_name'],
    ['AddToPlaylist', 'entity_name'],
  ],
  Video: [
    ['SearchCreativeWork', 'object_name'],
    ['SearchScreeningEvent', 'movie_name'],
    ['SearchScreeningEvent', 'object_name'],
    ['SearchCreativeWork', 'object_type'],
    ['SearchScreeningEvent', 'movie_type'],
  ],
};

/** Made-up requests of the three domains, the same in every run. */
export function benchRequests(): ResolveRequest[] {
  const random = seededRandom(SEED);
  const score = (): number => Math.round(random.uniform() * 1_000) / 1_000;
  return Array.from({ length: REQUESTS }, (_, i) => {
    const title = TITLES[random.integer(TITLES.length)]!;
    const utterance = `play ${title} please`;
    const hypothesis = (domain: string, intent: string, slot: string, id: string): Hypothesis => ({
      id,
      domain,
      intent,
      slots: [
        { name: slot, value: title, start: 5, end: 5 + title.length, confidence: probability(score()), entityId: '' },
      ],
      scores: { domain: probability(score()), intent: probability(score()), ner: probability(score()) },
      signals: {},
    });
    return {
      requestId: `bench-${i}`,
      utterance,
      locale: 'en-US',
      context: { device: DEVICES[i % DEVICES.length]!, attributes: {} },
      hypotheses: Object.entries(READINGS).flatMap(([domain, readings]) =>
        readings.map(([intent, slot], j) => hypothesis(domain, intent, slot, `${domain.toLowerCase()}-${j}`)),
      ),
      explain: false,
      upstreamVersions: {},
    };
  });
}

/** What the aggregator asks a domain when it is asked that. */
export function partOf(request: ResolveRequest, domain: string): RerankRequest {
  const { upstreamVersions, ...rest } = ofDomain(request, domain);
  return { ...rest, upstreamVersion: upstreamVersions[domain] ?? '' };
}
