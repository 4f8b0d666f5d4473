import { findFlips, type Flip } from '@tiebreak/aggregation';
import { type Hypothesis, type LabelledUtterance, ofDomain, type RankedHypothesis } from '@tiebreak/interpretation';
import type { RerankerBundle } from '@tiebreak/onnx-model';
import { toDecision } from '@tiebreak/protocol';
import { type Explanation, explainRows } from '@tiebreak/scoring';
import type { Command } from 'commander';
import { readDataFile } from '../data-file';
import { describeSlots } from '../describe-slots';
import { type InProcessAggregator, loadAggregator } from '../in-process';
import { formatTable, printJson, say } from '../output';
import { Refusal } from '../refusal';

interface ExplainFlags {
  readonly data: string;
  readonly id: string;
  readonly models: string;
  readonly json: boolean;
}

/** Contributions shown to people; `--json` has them all. */
const SHOWN = 8;
/** Nobody waits for an answer here, so shares that must be sampled are sampled better than in a service. */
const PAIRS = 128;

/** A ranked hypothesis with how its contributions were found. */
type Explained = RankedHypothesis & { readonly explanation: Omit<Explanation, 'contributions'> };

export function addExplain(program: Command): void {
  program
    .command('explain')
    .summary('say why hypotheses are ordered as they are')
    .description(
      "Shows what each feature brings to the first two hypotheses' log-odds (Shapley values), and which single change of a score, a slot's confidence or the context would swap them.",
    )
    .requiredOption('--data <file>', 'lines, JSONL or JSONL.gz')
    .requiredOption('--id <id>', 'id of the line')
    .requiredOption('--models <folder>', 'folder with model bundles, three levels deep at most')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak explain --data examples/play-mary-poppins.jsonl --id tablet --models apps',
    )
    .action(run);
}

async function run({ data, id, models, json }: ExplainFlags): Promise<void> {
  const { lines } = await readDataFile(data);
  const line = lines.find((candidate) => candidate.id === id);
  if (line === undefined)
    throw new Refusal(
      `${data}: expected a line with id ${id}, got ${lines.length} lines without it; the first has ${lines[0]!.id}`,
    );
  const aggregator = await loadAggregator(models);
  const { ranked, decision } = await aggregator.resolve(line);
  const explained = await explainAll(aggregator.bundles, line, ranked);
  const flips = await flipsOf(aggregator, line);
  if (json) {
    printJson({ id, ranked: explained, decision: toDecision(decision), flips });
    return;
  }
  say(`"${line.utterance}" on ${line.context.device || 'an unknown device'}: ${decision.kind} ${decision.question}`);
  for (const hypothesis of explained.slice(0, 2)) sayHypothesis(hypothesis);
  sayFlips(flips, explained);
}

/** Every hypothesis with its contributions, each domain's by its own model and features. */
async function explainAll(
  bundles: readonly RerankerBundle[],
  line: LabelledUtterance,
  ranked: readonly RankedHypothesis[],
): Promise<Explained[]> {
  const explanations = new Map<string, Explanation>();
  for (const { manifest, model } of bundles) {
    const list = ofDomain(line, manifest.domain);
    const ofList = await explainRows(model, model.schema.extract(list), { pairs: PAIRS });
    list.hypotheses.forEach(({ id }, i) => explanations.set(id, ofList[i]!));
  }
  return ranked.map((hypothesis) => {
    const { contributions, ...explanation } = explanations.get(hypothesis.hypothesis.id)!;
    return { ...hypothesis, contributions, explanation };
  });
}

/** What would flip the first two, with every context value that a bundle of the line's domains knows. */
function flipsOf(aggregator: InProcessAggregator, line: LabelledUtterance): Promise<Flip[]> {
  const { id, ...list } = line;
  const known: Record<string, string[]> = {};
  for (const { manifest } of aggregator.bundles) {
    if (!line.hypotheses.some(({ domain }) => domain === manifest.domain)) continue;
    for (const [attribute, values] of Object.entries(manifest.contextValues))
      known[attribute] = [...new Set([...(known[attribute] ?? []), ...values])].sort();
  }
  return findFlips(
    (request) => aggregator.resolve({ ...request, id }),
    { ...list, requestId: id, explain: false, upstreamVersions: {} },
    Infinity,
    known,
  );
}

function sayHypothesis({ hypothesis, score, contributions, explanation }: Explained): void {
  const { id, domain, intent, slots } = hypothesis;
  const { method, permutations, standardErrors } = explanation;
  say(`\n${id}  ${domain} ${intent} ${describeSlots(slots)}  calibrated score ${score.toFixed(3)}`);
  say(
    method === 'exact'
      ? 'Shapley values, exact:'
      : `Shapley values, sampled over ${permutations} permutations, +- one standard error:`,
  );
  const ofFeatures = contributions.slice(0, -1);
  const rest = ofFeatures.slice(SHOWN).reduce((sum, { logOdds }) => sum + logOdds, 0);
  const error = (i: number): string[] => (method === 'exact' ? [] : [standardErrors[i]!.toFixed(3)]);
  const noError = method === 'exact' ? [] : [''];
  say(
    formatTable([
      ['feature', 'value', 'log-odds', ...(method === 'exact' ? [] : ['+-'])],
      ...ofFeatures
        .slice(0, SHOWN)
        .map(({ feature, value, logOdds }, i) => [feature, value.toFixed(3), signed(logOdds), ...error(i)]),
      ['(the others)', '', signed(rest), ...noError],
      ['(bias)', '', signed(contributions.at(-1)!.logOdds), ...noError],
    ]),
  );
}

function sayFlips(flips: readonly Flip[], ranked: readonly RankedHypothesis[]): void {
  const hypotheses = new Map(ranked.map(({ hypothesis }) => [hypothesis.id, hypothesis]));
  const [smallest, ...others] = flips.flatMap((flip) =>
    flip.kind === 'context' ? [] : [describeEvidence(flip, hypotheses.get(flip.hypothesisId)!)],
  );
  say(
    smallest === undefined
      ? '\nNo single change of a score or of a slot confidence would swap the top two.'
      : `\nThe smallest single change that would swap the top two: ${smallest}.`,
  );
  if (others.length > 0) say(['Others, larger:', ...others].join('\n  '));
  for (const flip of flips) {
    if (flip.kind === 'context')
      say(`With ${flip.evidence} ${flip.to} instead of ${flip.from || 'unknown'}, ${flip.winner} would be first.`);
  }
}

/** `h1's slots[0].confidence (album) above 0.613 instead of 0.440 (0.70 in log-odds)`. */
function describeEvidence(
  { evidence, from, to, distance }: Extract<Flip, { kind: 'evidence' }>,
  { id, slots }: Hypothesis,
): string {
  const place = /^slots\[(\d+)\]/.exec(evidence)?.[1];
  const slot = place === undefined ? '' : ` (${slots[Number(place)]!.name})`;
  const change = `${to < from ? 'below' : 'above'} ${to.toPrecision(3)} instead of ${from.toPrecision(3)}`;
  return `${id}'s ${evidence}${slot} ${change} (${distance.toFixed(2)} in log-odds)`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}
