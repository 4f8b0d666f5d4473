import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { probability, type Probability, sigmoid } from '@tiebreak/interpretation';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { rerank } from '@tiebreak/scoring';
import { seededRandom } from '@tiebreak/statistics';
import { NBEST, WORKSPACE } from '../data';
import { readLines } from '../read-lines';

/** Calibrated scores of one utterance, by domain, descending. */
export type UtteranceScores = Readonly<Record<string, readonly Probability[]>>;

export const DOMAINS = [books, music, video];
const MADE_UP = 1_000;

/** Scores to draw from: those that shipped bundles give to development lines or, where these are missing, made-up ones. */
export async function scorePopulation(): Promise<{ readonly source: string; readonly utterances: UtteranceScores[] }> {
  return existsSync(NBEST.dev)
    ? { source: 'scores of the shipped bundles on development lines', utterances: await realScores() }
    : { source: 'made-up scores', utterances: madeUpScores() };
}

async function realScores(): Promise<UtteranceScores[]> {
  const lines = readLines(NBEST.dev);
  const scores: Record<string, Probability[]>[] = lines.map(() => ({}));
  for (const { name: domain, features: extractors } of DOMAINS) {
    const folder = join(WORKSPACE, 'apps', domain.toLowerCase(), 'model');
    const { model } = await readRerankerBundle(folder, { domain, extractors });
    for (const [i, { utterance, locale, context, hypotheses: all }] of lines.entries()) {
      const hypotheses = all.filter((hypothesis) => hypothesis.domain === domain);
      if (hypotheses.length === 0) continue;
      const request = { requestId: '', utterance, locale, context, hypotheses, explain: false, upstreamVersion: '' };
      scores[i]![domain] = (await rerank(model, request)).map(({ score }) => score);
    }
    await model.release();
  }
  return scores;
}

/** One domain's utterance in three is its own: a first hypothesis of log-odds N(2, 2), else N(-5, 1.5), and two lower ones. */
function madeUpScores(): UtteranceScores[] {
  const random = seededRandom(1);
  return Array.from({ length: MADE_UP }, (_, i) =>
    Object.fromEntries(
      DOMAINS.map(({ name }, d) => {
        const first = i % 3 === d ? 2 + 2 * random.normal() : -5 + 1.5 * random.normal();
        const below = [1, 2].map((place) => first - place * (1.5 + random.uniform()));
        return [name, [first, ...below].map((x) => probability(sigmoid(x)))] as const;
      }),
    ),
  );
}
