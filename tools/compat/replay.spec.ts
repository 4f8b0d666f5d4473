import { join } from 'node:path';
import { askAll } from './ask-all';
import {
  COMPAT,
  DEFINITIONS,
  exchangesOf,
  folderDigest,
  recordedDigests,
  recordedReleases,
  rerankOf,
} from './releases';

const TOLERANCE = 1e-6;

describe('what was recorded of a release', () => {
  it('stays as it was: its folder has the digest of the day, and none is missing', () => {
    const now = recordedReleases().map((release) => [release, folderDigest(join(COMPAT, release))]);
    expect(now.length).toBeGreaterThan(0);
    expect(Object.fromEntries(now)).toEqual(recordedDigests());
  });
});

describe.each(recordedReleases())('a client and the bundles of release %s', (release) => {
  const exchanges = exchangesOf(release);

  it.each(DEFINITIONS)("get the scores that they got then from today's service of $name", async (definition) => {
    const own = exchanges.filter(({ domain }) => domain === definition.name);
    const bundle = join(COMPAT, release, definition.name.toLowerCase());
    const requests = own.map(({ request }) => request);
    const answers = await askAll(definition, bundle, rerankOf(release), requests);
    expect(own.length).toBeGreaterThan(0);
    own.forEach(({ scores }, i) => {
      const answer = answers[i]!;
      expect(Object.keys(answer).sort()).toEqual(Object.keys(scores).sort());
      for (const [id, score] of Object.entries(scores))
        expect(Math.abs(answer[id]! - score)).toBeLessThanOrEqual(TOLERANCE);
    });
  });
});
