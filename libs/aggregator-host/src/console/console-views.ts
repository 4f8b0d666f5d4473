import { ForbiddenException, NotFoundException } from '@nestjs/common';
import type { RegistryEntry } from '@tiebreak/configuration';
import { accept, type Certificates } from '@tiebreak/service-host';
import { readAdminPage } from '@tiebreak/service-host/admin-page';
import { changeModels, lookAtModels } from './domain-models';
import { readRolloutRequest } from './read-rollout-request';
import type { ModelsView, RetrievalView } from './views';

export interface ConsoleOptions {
  /** Of the built console. */
  readonly folder: string;
  /** Whether models may be changed through the aggregator. */
  readonly rollout: boolean;
  /** Admin address of search, "host:port"; empty for none. */
  readonly searchAdmin: string;
}

/** Nobody looks at a page for longer. */
const LOOK_MS = 2_000;

/** What the console shows beside answers: gathered from the admin addresses of the services when somebody looks. */
export class ConsoleViews {
  constructor(
    private readonly registry: readonly RegistryEntry[],
    private readonly options: ConsoleOptions,
    private readonly certificates: Certificates | undefined,
  ) {}

  async models(): Promise<ModelsView> {
    const { registry, certificates, options } = this;
    const domains = await Promise.all(registry.map((entry) => lookAtModels(entry, certificates)));
    return { rollout: options.rollout, domains };
  }

  /**
   * Changes the models of one domain.
   * @throws RequestRefused, ForbiddenException where that is not allowed, NotFoundException without such a domain,
   *   ConflictException with what the domain's service refused, Unavailable
   */
  async change(domain: string, message: unknown): Promise<ModelsView> {
    if (!this.options.rollout)
      throw new ForbiddenException('models are only looked at here; TIEBREAK_CONSOLE_ROLLOUT=1 allows changes');
    const entry = this.registry.find((candidate) => candidate.domain === domain);
    if (entry?.admin === undefined) {
      const known = this.registry.filter(({ admin }) => admin !== undefined).map(({ domain: name }) => name);
      throw new NotFoundException(
        `expected a domain with an admin address in the registry (${known.join(', ') || 'there is none'}), got ${domain}`,
      );
    }
    await changeModels(entry.admin, accept(readRolloutRequest(message)), this.certificates);
    return this.models();
  }

  async retrieval(): Promise<RetrievalView> {
    const { searchAdmin } = this.options;
    const unknown = (error: string): RetrievalView => ({ since: '', domains: [], error });
    if (searchAdmin === '') return unknown('TIEBREAK_SEARCH_ADMIN does not say where search is.');
    try {
      const identity = this.certificates?.context;
      const { status, text } = await readAdminPage(searchAdmin, '/retrieval', { identity, deadlineMs: LOOK_MS });
      if (status !== 200) return unknown(`The admin address of search answers ${status ?? 'nothing'}.`);
      return { ...(JSON.parse(text) as Omit<RetrievalView, 'error'>), error: '' };
    } catch {
      return unknown('Search cannot be reached.');
    }
  }
}
