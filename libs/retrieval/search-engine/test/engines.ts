import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { buildIndex, type BuildOptions } from '@tiebreak/search-index';
import type { SearchAnswer } from '@tiebreak/search-pipeline';
import { SearchEngine } from '../src/index';

/** A film of a name. */
export function film(id: string, title: string, rest: Partial<CatalogueEntity> = {}): CatalogueEntity {
  return {
    ...{ id, title, domain: 'Video', type: 'film', creator: '', year: 2000, popularity: 0.5, attributes: {} },
    ...{ aliases: [], text: '', tags: {} },
    ...rest,
  };
}

/** Things one after the other. */
export async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

/** A folder of indexes and feedback, with the engines that were opened on it. */
export class EngineFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'search-engine-'));
  readonly errors: Error[] = [];
  now = Date.UTC(2026, 0, 1);
  retentionDays = 0;
  private impressions = 0;
  private readonly engines: SearchEngine[] = [];

  get index(): string {
    return join(this.path, 'indexes/Video');
  }

  async build(entities: readonly CatalogueEntity[], options: Partial<BuildOptions> = {}): Promise<void> {
    await buildIndex(streamed(entities), this.index, { encoder: 'hashed', ...options });
  }

  async open(policy: string, shadowPolicy = ''): Promise<SearchEngine> {
    const engine = await SearchEngine.open({
      ...{ indexes: join(this.path, 'indexes'), rankers: join(this.path, 'rankers') },
      ...{ feedback: join(this.path, 'feedback.db'), policy, shadowPolicy, deadlineMs: 5_000 },
      retentionDays: this.retentionDays,
      now: () => this.now,
      newId: () => `i${this.impressions++}`,
      seed: () => this.impressions,
      onError: (error) => this.errors.push(error),
    });
    this.engines.push(engine);
    return engine;
  }

  async close(engine: SearchEngine): Promise<void> {
    this.engines.splice(this.engines.indexOf(engine), 1);
    await engine.close();
  }

  async remove(): Promise<void> {
    for (const engine of this.engines) await engine.close();
    await rm(this.path, { recursive: true });
  }
}

/** One search, by one user. */
export function ask(engine: SearchEngine, query: string, userId = '', limit = 10): Promise<SearchAnswer> {
  const context = { device: 'tv', attributes: {} };
  const request = {
    requestId: 'r',
    domain: 'Video',
    query,
    intent: '',
    slots: [],
    context,
    userId,
    limit,
    explain: true,
  };
  return engine.search(request, new AbortController().signal);
}

/** The user chooses an entity of what was shown. */
export async function choose(
  engine: SearchEngine,
  { impressionId }: SearchAnswer,
  entityId: string,
  at: number,
): Promise<void> {
  const event = {
    eventId: `e-${impressionId}`,
    impressionId,
    entityId,
    action: 'play',
    value: 200,
    occurredAt: at,
  } as const;
  const receipt = await engine.recordFeedback([event]);
  if (receipt.accepted !== 1) throw new Error(JSON.stringify(receipt));
}
