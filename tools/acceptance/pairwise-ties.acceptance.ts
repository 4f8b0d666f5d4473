import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairDomains, type PairwiseDomainTest, pairwiseDomainTests, type TopHypothesis } from '@tiebreak/calibration';
import { lineOutcome, type RankedIndex } from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { seededRandom } from '@tiebreak/statistics';
import { FULL_SIZE, WORKSPACE } from './data';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';
import { tiebreak } from './tiebreak';
import { DOMAINS } from './training-jobs';

/** So many that an offset of .4 would be found four times in five, which is all that the number was chosen by. */
const LINES = 3_600;
const SEED = 1;
const LARGEST_DETECTABLE = 0.4;
/** CI only sees that no pair drifts further apart than what shipped last, whose offsets are in docs/results.md. */
const DRIFT = FULL_SIZE ? 0 : 0.5;

describe('the shipped re-rankers on titles that live in several domains', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-ties-'));
  const path = (name: string): string => join(folder, name);
  let tests: PairwiseDomainTest[] = [];

  beforeAll(async () => {
    const [said, lists, answers] = [path('said.jsonl.gz'), path('lists.jsonl.gz'), path('answers.jsonl')];
    await tiebreak('tie-lines', '--part', 'test', '--lines', String(LINES), '--seed', String(SEED), '--out', said);
    await tiebreak('interpret', '--data', said, '--models', 'apps/nlu/model', '--out', lists);
    await tiebreak('resolve', '--data', lists, '--models', 'apps', '--out', answers);
    const ranked = readFileSync(answers, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { ranked: RankedIndex[] }).ranked);
    const lines = readLines(lists) as ReferenceUtterance[];
    const tops = lines.map((line, i) => topsOf(line, ranked[i]!));
    tests = pairwiseDomainTests(pairDomains(tops, await rightRates()), { random: seededRandom(SEED) });
  }, 300_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    const figures = table(tests);
    console.log(figures);
    if (FULL_SIZE)
      await publish(
        'pairwise-ties',
        `${LINES} lines, \`npx tiebreak tie-lines --part test --lines ${LINES} --seed ${SEED}\`, hypotheses by the shipped NLU, scores by the shipped re-rankers; 95% intervals.`,
        figures,
      );
  });

  it('have enough lines to see an offset of .4', () => {
    expect(tests).toHaveLength(3);
    for (const { detectableOffset } of tests) expect(detectableOffset).toBeLessThanOrEqual(LARGEST_DETECTABLE);
  });

  it('lie against each other as they should: 0 is within the interval of every offset', () => {
    for (const { intervals } of tests) {
      expect(intervals.offset[0]).toBeLessThanOrEqual(DRIFT);
      expect(intervals.offset[1]).toBeGreaterThanOrEqual(-DRIFT);
    }
  });
});

/** The best hypothesis of each domain. */
function topsOf(line: ReferenceUtterance, ranked: readonly RankedIndex[]): Record<string, TopHypothesis> {
  const tops: Record<string, TopHypothesis> = {};
  for (const { domain, score, right } of lineOutcome(line, ranked)!.hypotheses) tops[domain] ??= { score, right };
  return tops;
}

/** How often each domain's top hypothesis was right in training, as its manifest says. */
async function rightRates(): Promise<Record<string, number>> {
  const rates = await Promise.all(
    DOMAINS.map(async (domain): Promise<[string, number]> => {
      const { manifest } = await readRerankerBundle(join(WORKSPACE, 'apps', domain.toLowerCase(), 'model'), { domain });
      return [domain, manifest.topRightRate!];
    }),
  );
  return Object.fromEntries(rates);
}

function table(tests: readonly PairwiseDomainTest[]): string {
  const cell = (value: number): string => value.toFixed(2);
  const range = ([low, high]: readonly [number, number]): string => `[${cell(low)}, ${cell(high)}]`;
  return markdownTable([
    ['pair', 'lines', 'offset', 'slope', 'smallest detectable offset'],
    ...tests.map(({ domains, lines, offset, slope, intervals, detectableOffset }) => [
      domains.join(' - '),
      String(lines),
      `${cell(offset)} ${range(intervals.offset)}`,
      `${cell(slope)} ${range(intervals.slope)}`,
      cell(detectableOffset),
    ]),
  ]);
}
