import type { AskingHabits, WayOfAsking } from './asking-habits';
import type { SaidTitle } from './said-titles';

/** Also the least known of two works is meant now and then. */
const LEAST_POPULARITY = 0.02;

/**
 * The law of who is meant. Of the domains that have the title and are asked in this way, each is meant in proportion to
 * the weight of the way and the square root of the work's popularity there: popularity is a rank, and the better known of
 * two works of a name is meant more often, not always. It is then asked for on a device by the domain's shares. So, given
 * the device,
 *
 * P(domain | title, way, device) is proportional to weight(way, domain) sqrt(popularity) share(device | domain).
 * @param device one device; left out, the chances before it is known
 * @returns domain -> probability, together 1; empty when no domain that has the title is asked in this way
 */
export function meantDomains(
  { popularity }: SaidTitle,
  { domains }: WayOfAsking,
  { devices }: Pick<AskingHabits, 'devices'>,
  device?: string,
): ReadonlyMap<string, number> {
  const weights = Object.entries(domains).flatMap(([domain, weight]): [string, number][] => {
    const known = popularity[domain];
    if (known === undefined) return [];
    const share = device === undefined ? 1 : (devices[domain]?.[device] ?? 0);
    return [[domain, weight * Math.sqrt(Math.max(known, LEAST_POPULARITY)) * share]];
  });
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(total === 0 ? [] : weights.map(([domain, weight]) => [domain, weight / total]));
}
