import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hypothesis as anyHypothesis, nBestList } from '@tiebreak/arbitraries';
import { type Hypothesis, type NBestList, ofDomain, readLabelledUtterance } from '@tiebreak/interpretation';
import { readRerankerBundle, type RerankerBundle } from '@tiebreak/onnx-model';
import { startReranker, type RunningReranker } from '@tiebreak/reranker-host';
import { type DomainDefinition, rerank, type RerankRequest } from '@tiebreak/scoring';
import fc from 'fast-check';
import { RerankerClient } from './reranker-client';
import { isUntrained, shortPath } from './untrained';

export interface ConformanceOptions {
  /** The bundle that the app ships. */
  readonly model: URL;
  /** Data lines whose scores are kept as goldens: a snapshot beside the test that calls this. */
  readonly goldenLines: URL;
}

/** Random requests tried by each property. */
const RUNS = 25;

/**
 * The suite that every domain's service passes, whoever wrote it and whatever trained its model: it starts the service
 * with its shipped bundle on a real socket and holds it to the contract.
 */
export function describeReranker(definition: DomainDefinition, options: ConformanceOptions): void {
  const { model, goldenLines } = options;
  if (isUntrained(options)) {
    skipUntrained(definition.name, shortPath(model));
    return;
  }
  describe(`${definition.name}'s re-ranker`, () => {
    let service: RunningReranker;
    let client: RerankerClient;
    let bundle: RerankerBundle;

    beforeAll(async () => {
      const folder = fileURLToPath(model);
      bundle = await readRerankerBundle(folder, { domain: definition.name, extractors: definition.features });
      service = await startReranker(definition, { host: '127.0.0.1', port: 0, portVariable: 'none', model: folder });
      client = new RerankerClient(`127.0.0.1:${service.port}`);
    });

    afterAll(async () => {
      client.close();
      await service.close();
      await bundle.model.release();
    });

    it('says that it serves, for its service and as a whole, and does not know others', async () => {
      expect(await client.health('tiebreak.v1.RerankerService')).toBe('SERVING');
      expect(await client.health('')).toBe('SERVING');
      await expect(client.health('tiebreak.v1.Nobody')).rejects.toMatchObject({
        details: expect.stringContaining('unknown') as string,
      });
      expect(await client.watchOnce('tiebreak.v1.RerankerService')).toBe('SERVING');
    });

    it('describes itself by reflection', async () => {
      expect(await client.listServices()).toContain('tiebreak.v1.RerankerService');
    });

    it('names the bundle that answered', async () => {
      const { model: version } = await client.rerank(requestOf(fc.sample(nBestList([definition.name]), 1)[0]!));
      const { domain, version: semver, digest, featureFingerprint } = bundle.manifest;
      expect(version).toEqual({ domain, version: semver, digest, featureFingerprint, role: 'MODEL_ROLE_ACTIVE' });
    });

    it('scores every hypothesis once with a probability, best first, equals in request order', async () => {
      await forRandomLists(async (list) => {
        const { ranked } = await client.rerank(requestOf(list));
        expect(ranked.map(({ hypothesis }) => hypothesis!.id).sort()).toEqual(
          list.hypotheses.map(({ id }) => id).sort(),
        );
        const place = (id: string): number => list.hypotheses.findIndex((hypothesis) => hypothesis.id === id);
        ranked.forEach(({ hypothesis, score, bundleScore, fallback }, i) => {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect([bundleScore, fallback]).toEqual([score, false]);
          const next = ranked[i + 1];
          if (next === undefined) return;
          expect(next.score).toBeLessThanOrEqual(score);
          if (next.score === score) expect(place(next.hypothesis!.id)).toBeGreaterThan(place(hypothesis!.id));
        });
      });
    });

    it('gives over gRPC the bits that it gives in process', async () => {
      await forRandomLists(async (list) => {
        const inProcess = await rerank(bundle.model, requestOf(list));
        const { ranked } = await client.rerank(requestOf(list));
        expect(ranked.map(({ hypothesis, score }) => [hypothesis!.id, score])).toEqual(
          inProcess.map(({ hypothesis, score }) => [hypothesis.id, score]),
        );
      });
    });

    it('scores intents, slots and devices that it has never seen', async () => {
      const [stranger] = fc.sample(anyHypothesis(definition.name, 'h0', 4), 1);
      const unseen: Hypothesis = {
        ...stranger!,
        intent: 'NeverHeardOf',
        slots: [{ name: 'never_seen', value: 'word', entityId: '' }],
      };
      const list: NBestList = {
        utterance: 'word',
        locale: 'xx',
        context: { device: 'a_new_device', attributes: { mood: 'new' } },
        hypotheses: [unseen],
      };
      const { ranked } = await client.rerank(requestOf(list));
      expect(ranked[0]!.score).toBeGreaterThanOrEqual(0);
    });

    it('explains a score by contributions only when asked', async () => {
      const list = fc.sample(nBestList([definition.name]), 1)[0]!;
      const silent = await client.rerank(requestOf(list));
      const explained = await client.rerank({ ...requestOf(list), explain: true });
      expect(silent.ranked.every(({ contributions }) => contributions.length === 0)).toBe(true);
      expect(explained.ranked.every(({ contributions }) => contributions.length > 0)).toBe(true);
      expect(explained.ranked.map(({ score }) => score)).toEqual(silent.ranked.map(({ score }) => score));
    });

    it('refuses hypotheses of another domain, and serves the next request', async () => {
      const list = fc.sample(nBestList(['SomeOtherDomain']), 1)[0]!;
      await expect(client.rerank(requestOf(list))).rejects.toMatchObject({
        code: 3,
        details: expect.stringContaining(`hypotheses[0].domain: expected "${definition.name}"`) as string,
      });
      await expect(client.rerank(requestOf(fc.sample(nBestList([definition.name]), 1)[0]!))).resolves.toBeDefined();
    });

    it('gives the golden lines the scores they had; a retrained model changes them on purpose (-u)', async () => {
      const goldens = [];
      for (const line of readLines(goldenLines)) {
        const list = ofDomain(line, definition.name);
        const { ranked } = await client.rerank(requestOf(list));
        goldens.push({
          utterance: line.utterance,
          device: line.context.device,
          scores: ranked.map(
            ({ hypothesis, score }) =>
              `${hypothesis!.intent} ${hypothesis!.slots.map(({ name, value }) => `${name}=${value}`).join(' ')}: ${score.toFixed(6)}`,
          ),
        });
      }
      expect(goldens.length).toBeGreaterThan(0);
      expect(goldens).toMatchSnapshot();
    });

    async function forRandomLists(law: (list: NBestList) => Promise<void>): Promise<void> {
      await fc.assert(fc.asyncProperty(nBestList([definition.name], 16), law), { numRuns: RUNS });
    }
  });
}

function skipUntrained(domain: string, model: string): void {
  const reason = `has no bundle yet: npx tiebreak train --domain ${domain} ... --out ${model}`;
  describe(`${domain}'s re-ranker`, () => {
    it.skip(reason, () => undefined);
  });
  // Jest does not name the tests of a file in which all are skipped.
  process.stderr.write(`${domain}'s re-ranker ${reason}\n`);
}

function requestOf(list: NBestList): RerankRequest {
  return { ...list, requestId: 'conformance', explain: false, upstreamVersion: '' };
}

function readLines(file: URL): NBestList[] {
  if (!existsSync(file))
    throw new Error(
      `${shortPath(file)}: expected a few data lines of the domain, whose scores are kept; got no such file`,
    );
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((text) => {
      const reading = readLabelledUtterance(JSON.parse(text));
      if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
      return reading.value;
    });
}
