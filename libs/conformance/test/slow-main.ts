import { runSearch } from '@tiebreak/search-host';
import { ENTITIES, SubstringSearch } from './substring-search';

const SLOW_MS = 300;

/** The search service as a process, each search of which takes a while; one that is asked after its end fails. */
await runSearch(() => {
  const whole = new SubstringSearch(ENTITIES);
  let closed = false;
  return Promise.resolve({
    domains: whole.domains,
    search: async (request) => {
      await new Promise((done) => setTimeout(done, SLOW_MS));
      if (closed) throw new Error('closed before the last answer');
      return whole.search(request);
    },
    matchEntities: (hypotheses) => whole.matchEntities(hypotheses),
    recordFeedback: (events) => whole.recordFeedback(events),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  });
});
