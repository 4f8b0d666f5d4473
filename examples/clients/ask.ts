// Asks by words, and reports that the first entity was played: node tools/run-typescript.js examples/clients/ask.ts "find dune" tablet
// Everything must run (npm start). Outside of this repository, install the client that `npx nx build client` makes.
import { randomUUID } from 'node:crypto';
import { createClient, createSearchClient } from '@tiebreak/client';

const tiebreak = createClient({ address: process.env['TIEBREAK_TARGET'] ?? '127.0.0.1:50050' });
const search = createSearchClient({ address: process.env['TIEBREAK_SEARCH_TARGET'] ?? '127.0.0.1:50060' });

const [utterance = 'find dune', device = 'tablet'] = process.argv.slice(2);
const { resolution, search: found, hops } = await tiebreak.ask({ utterance, context: { device } });
const { kind, question, options } = resolution.decision;
console.log(kind, question || (options[0]?.label ?? ''));
for (const { entity } of found?.results ?? []) console.log(`${entity!.title} (${entity!.type}), ${entity!.creator}`);
for (const { hop, error } of hops) if (error !== '') console.log(`${hop} failed: ${error}`);

// The user plays the first one. The event's id stays the same when the call has to be made again.
const entityId = found?.results[0]?.entity?.id;
if (found !== undefined && entityId !== undefined) {
  const event = { eventId: randomUUID(), impressionId: found.impressionId, entityId };
  const { accepted } = await search.recordFeedback([{ ...event, action: 'FEEDBACK_ACTION_PLAY' }]);
  console.log(`${accepted} accepted`);
}
tiebreak.close();
search.close();
