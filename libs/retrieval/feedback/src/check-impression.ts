import { describeValue, LIMITS } from '@tiebreak/interpretation';
import type { Impression } from './impression';

/** Why an impression cannot be kept: "field: expected ..., got ..."; undefined when it can. */
export function checkImpression({
  id,
  at,
  userId,
  choices,
  jointPropensity,
  results,
  swap,
}: Impression): string | undefined {
  if (id.length < 1 || id.length > LIMITS.name || !id.isWellFormed() || id.includes('\0'))
    return `id: expected 1 to ${LIMITS.name} characters of well-formed text, got ${describeValue(id)}`;
  if (userId.length > LIMITS.name || !userId.isWellFormed() || userId.includes('\0'))
    return `userId: expected at most ${LIMITS.name} characters of well-formed text, got ${describeValue(userId)}`;
  if (!(at >= 0 && at < Infinity)) return `at: expected milliseconds since 1970, got ${at}`;
  const propensities = [jointPropensity, ...choices.map(({ propensity }) => propensity)];
  const wrong = propensities.find((p) => !(p > 0 && p <= 1));
  if (wrong !== undefined) return `propensity: expected a probability in (0, 1], got ${wrong}`;
  if (new Set(results.map(({ entityId }) => entityId)).size < results.length)
    return 'results: expected every entity once, got one twice';
  if (swap !== undefined && !(Number.isInteger(swap.place) && swap.place >= 1 && swap.place < results.length))
    return `swap.place: expected a whole number in [1, ${results.length}), got ${swap.place}`;
  return undefined;
}

/** An impression as a process's own log may show it: without what the user said, and without who it was. */
export function redacted({ id, at, domain, query, results, policyVersion, rankerVersion }: Impression): object {
  return {
    id,
    at,
    domain,
    query: `[${query.length} characters]`,
    results: results.length,
    policyVersion,
    rankerVersion,
  };
}
