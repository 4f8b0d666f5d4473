import { evaluate, type Evaluation, type LineOutcome, lineOutcome, rankByProduct } from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import type { ModelKind } from '@tiebreak/training';
import { describeWithData, FULL_SIZE, NBEST } from './data';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';
import { mergedOutcomes } from './training-jobs';

/** CI has no time for the richer ones. */
const KINDS: readonly ModelKind[] = FULL_SIZE ? ['log-linear', 'boosted', 'mlp', 'blend'] : ['log-linear'];
const COLUMNS = ['semer', 'irer', 'nll', 'ece', 'adaptiveEce', 'smoothEce'] as const;

describeWithData('the kinds of models, on development lines', () => {
  it('each rank better than the product and are better calibrated, the richer ones likelier than log-linear ones', async () => {
    const lines = readLines(NBEST.dev) as ReferenceUtterance[];
    const measure = (outcomes: LineOutcome[]): Evaluation => evaluate(outcomes, { seed: 1 });
    const product = measure(lines.map((line) => lineOutcome(line, rankByProduct(line))!));
    const rows = new Map<string, Evaluation>([['R0, product', product]]);
    for (const kind of KINDS)
      rows.set(kind, measure(await mergedOutcomes({ options: { kind, seed: 1 } }, NBEST.dev, lines)));
    const figures = markdownTable([
      ['', 'SemER', 'IRER', 'NLL', 'ECE', 'adaptive ECE', 'smooth ECE', "ECE's noise floor, mean / 95th percentile"],
      ...[...rows].map(([name, evaluation]) => [
        name,
        ...COLUMNS.map((column) => evaluation[column].toFixed(4)),
        `${evaluation.noiseFloor.ece.mean.toFixed(4)} / ${evaluation.noiseFloor.ece.p95.toFixed(4)}`,
      ]),
    ]);
    console.log(figures);
    if (FULL_SIZE)
      await publish(
        'kinds',
        `reranker-dev, ${lines.length} utterances, on which hyperparameters were chosen too; trained on reranker-train without the gate split, seed 1.`,
        figures,
      );

    for (const kind of KINDS) {
      const { semer, ece } = rows.get(kind)!;
      expect(semer).toBeLessThan(product.semer);
      expect(ece).toBeLessThan(product.ece);
    }
    const [logLinear, ...richer] = KINDS.map((kind) => rows.get(kind)!.nll);
    for (const nll of richer) expect(nll).toBeLessThan(logLinear!);
  }, 600_000);
});
