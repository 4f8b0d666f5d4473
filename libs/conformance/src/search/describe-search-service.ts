import { ServiceClient } from '../service-client';
import { describeAnswers } from './describe-answers';
import { describeBadInput } from './describe-bad-input';
import { describeFeedback } from './describe-feedback';
import { describeHostileText } from './describe-hostile-text';
import type { KnownQuery } from './good-search';
import { SearchClient } from './search-client';
import type { SearchUnderTest } from './search-under-test';

/** A search service, started for the length of the suite. */
export interface StartedSearch {
  readonly port: number;
  readonly httpPort: number;
  close(): Promise<void>;
}

export interface SearchConformanceOptions {
  /** Starts it on ports that the system chooses; its store is empty. */
  readonly start: () => Promise<StartedSearch>;
  /** In the order in which the service names them. */
  readonly domains: readonly string[];
  /** Of one of the domains, and found whatever the policy chooses; the query has 1 to 100 characters without signs. */
  readonly known: KnownQuery;
}

/**
 * The suite that every search service passes, whatever engine is behind it: it holds the service to the contract over real
 * sockets of both transports, with good and bad input.
 */
export function describeSearchService(name: string, { start, domains, known }: SearchConformanceOptions): void {
  describe(`${name}, a search service`, () => {
    let service: StartedSearch;
    let client: SearchClient;

    beforeAll(async () => {
      service = await start();
      client = new SearchClient(service);
    });

    afterAll(async () => {
      client.close();
      await service.close();
    });

    it('says that it serves, for its service and as a whole, and describes itself by reflection', async () => {
      const probe = new ServiceClient(`127.0.0.1:${service.port}`);
      expect(await probe.health('tiebreak.v1.SearchService')).toBe('SERVING');
      expect(await probe.health('')).toBe('SERVING');
      expect(await probe.listServices()).toContain('tiebreak.v1.SearchService');
      probe.close();
    });

    const underTest: SearchUnderTest = { domains, known, client: () => client };
    describeAnswers(underTest);
    describeFeedback(underTest);
    describeBadInput(underTest);
    describeHostileText(underTest);
  });
}
