import type { RankedIndex } from '@tiebreak/evaluation';
import { byScore, ofDomain, type ReferenceUtterance } from '@tiebreak/interpretation';
import { rerank, type ScoringModel } from '@tiebreak/scoring';
import { type ComparedLine, compareLine } from './compared-line';

/** The models of a gate run: the judged domain's, and one for each other domain. */
export interface GateModels {
  readonly incumbent: ScoringModel;
  readonly candidate: ScoringModel;
  readonly lastMajor?: ScoringModel;
  /** Of other domains. Hypotheses of domains without a model are left out, as the aggregator leaves them out. */
  readonly others: readonly ScoringModel[];
}

/**
 * Scores every line and merges it once for each bundle of the judged domain. The other domains' scores are the same in
 * all merges, so they are computed once. Lines of which nothing can be ranked are left out.
 * @param onProgress told the share of the work done, in [0, 1]
 */
export async function compareLines(
  lines: readonly ReferenceUtterance[],
  { incumbent, candidate, lastMajor, others }: GateModels,
  onProgress: (share: number) => void = () => undefined,
): Promise<ComparedLine[]> {
  const compared: ComparedLine[] = [];
  for (const [done, line] of lines.entries()) {
    const foreign = (await Promise.all(others.map((model) => scoresOf(model, line)))).flat();
    const mergedWith = async (model: ScoringModel): Promise<RankedIndex[]> =>
      // Into line order first, because that decides between equal scores.
      byScore([...foreign, ...(await scoresOf(model, line))].sort((a, b) => a.index - b.index));
    const both = { incumbent: await mergedWith(incumbent), candidate: await mergedWith(candidate) };
    const all = lastMajor === undefined ? both : { ...both, lastMajor: await mergedWith(lastMajor) };
    compared.push(...[compareLine(line, all) ?? []].flat());
    onProgress((done + 1) / lines.length);
  }
  return compared;
}

/** The scores of one domain's hypotheses, by their positions in the line. */
async function scoresOf(model: ScoringModel, line: ReferenceUtterance): Promise<RankedIndex[]> {
  const own = ofDomain(line, model.version.domain);
  if (own.hypotheses.length === 0) return [];
  const position = new Map(line.hypotheses.map(({ id }, index) => [id, index]));
  const ranked = await rerank(model, { ...own, explain: false });
  return ranked.map(({ hypothesis, score }) => ({ index: position.get(hypothesis.id)!, score }));
}
