import { readFileSync } from 'node:fs';
import type { wire } from '@tiebreak/protocol';
import type { Random } from '@tiebreak/statistics';

/** What is said here, of titles of the shipped catalogues. */
const TEMPLATES = ['play $', 'find $', 'read $', 'show me $'];
/** Every so manieth work of a catalogue. */
const EVERY = 12;
/** Calls on their way at once. */
const TOGETHER = 4;

/** What the aggregator makes of words. */
export interface Understood {
  readonly utterance: string;
  /** As they came, to be resolved again. */
  readonly hypotheses: readonly wire.Hypothesis[];
  /** First hypothesis of each domain, with what its shipped model says of it. */
  readonly firsts: readonly First[];
}

interface First {
  readonly domain: string;
  readonly id: string;
  /** In [0, 1]. */
  readonly score: number;
}

/** Titles that stand in the catalogues of two domains or more: what the device may decide. */
export function sharedTitles(): string[] {
  const domainsOf = new Map<string, Set<string>>();
  for (const { title, domain } of works())
    domainsOf.set(title.toLowerCase(), (domainsOf.get(title.toLowerCase()) ?? new Set()).add(domain));
  return [...domainsOf].flatMap(([title, domains]) => (domains.size > 1 ? [title] : []));
}

/** Asks for many works, and keeps what was understood and how it is scored. */
export async function understandMany(url: string): Promise<Understood[]> {
  const sayings = works()
    .filter((_, i) => i % EVERY === 0)
    .map(({ title }, i) => TEMPLATES[i % TEMPLATES.length]!.replace('$', title.toLowerCase()));
  const understood = await inParallel(sayings, async (utterance) => {
    const { resolution } = await post<wire.AskResponse>(`${url}v1/ask`, { utterance });
    return { utterance, hypotheses: resolution!.ranked.map(({ hypothesis }) => hypothesis!) };
  });
  return inParallel(
    understood.filter(({ hypotheses }) => hypotheses.length > 0),
    async (said) => ({ ...said, firsts: firstsOf(await post<wire.ResolveResponse>(`${url}v1/resolve`, said)) }),
  );
}

function firstsOf({ ranked }: wire.ResolveResponse): First[] {
  const domains = new Set(ranked.map(({ hypothesis }) => hypothesis!.domain));
  return [...domains].map((domain) => {
    const { hypothesis, bundleScore } = ranked.find((one) => one.hypothesis!.domain === domain)!;
    return { domain, id: hypothesis!.id, score: bundleScore };
  });
}

/**
 * People say again what was understood, and tell of one domain whether its first hypothesis was right: as often as its
 * shipped model had promised, whatever stands there now.
 */
export async function reportOutcomes(
  url: string,
  understood: readonly Understood[],
  domain: string,
  times: number,
  random: Random,
): Promise<void> {
  const known = understood.flatMap(({ firsts, ...said }) =>
    firsts.flatMap((first) => (first.domain === domain ? [{ ...said, ...first }] : [])),
  );
  const drawn = Array.from({ length: times }, (_, i) => {
    const said = known[random.integer(known.length)]!;
    return { ...said, requestId: `${domain}-${i}`, right: random.uniform() < said.score };
  });
  await inParallel(drawn, async ({ requestId, utterance, hypotheses, id, right }) => {
    await post(`${url}v1/resolve`, { requestId, utterance, hypotheses });
    await post(`${url}v1/outcomes`, {
      requestId,
      ...(right ? { rightHypothesisId: id } : { wrongHypothesisIds: [id] }),
    });
  });
}

/** Posts JSON. @throws Error with what came instead of an answer */
export async function post<T>(url: string, body: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function works(): { readonly title: string; readonly domain: string }[] {
  return ['books', 'music', 'video'].flatMap((domain) =>
    readFileSync(new URL(`../../search/catalogue/${domain}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ title: (JSON.parse(line) as { title: string }).title, domain })),
  );
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += TOGETHER)
    results.push(...(await Promise.all(items.slice(i, i + TOGETHER).map(work))));
  return results;
}
