// How many lines are enough? Trains the shipped domains on ever more of the training lines, measures on the development
// lines, and puts the tables into docs/how-to/check-your-data.md. Takes some minutes:
//   node tools/run-typescript.js tools/docs/learning-curve.ts TRAIN.jsonl.gz DEV.jsonl.gz
import { readFileSync, writeFileSync } from 'node:fs';
import { calibrate } from '@tiebreak/calibration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import {
  type Interpretation,
  logit,
  ofDomain,
  OUT_OF_DOMAIN,
  type ReferenceUtterance,
  sameInterpretation,
  softplus,
} from '@tiebreak/interpretation';
import { type DomainDefinition, logProductScore } from '@tiebreak/scoring';
import { compareInterpretations, errorRates } from '@tiebreak/semer';
import { mean, seededRandom } from '@tiebreak/statistics';
import { scoreParts, trainReranker } from '@tiebreak/training';
import { readLines } from '../acceptance/read-lines';
import { replaceSection } from '../acceptance/results';

const PAGE = new URL('../../docs/how-to/check-your-data.md', import.meta.url);
const LINES = [100, 200, 400, 800, 1_600];
/** One random subset of each size for every seed; the table has their means. */
const SEEDS = [1, 2, 3, 4, 5];
const DOMAINS: readonly DomainDefinition[] = [books, music, video];

const [trainFile, devFile] = process.argv.slice(2);
if (trainFile === undefined || devFile === undefined) throw new Error('usage: learning-curve.ts TRAIN DEV');
const [TRAIN, DEV] = [labelledLines(trainFile), labelledLines(devFile)];

/** Log-odds of the hypotheses of a list of one domain. */
type Scorer = (list: ReferenceUtterance) => readonly number[];

/** What training came to for one domain: by its re-ranker, and by the fallback curve fitted to the same lines. */
interface Measures {
  readonly rights: number;
  readonly columns: number;
  readonly nll: number;
  readonly fallbackNll: number;
  readonly semer: number;
  readonly fallbackSemer: number;
}

/** Measures of every domain in the order of DOMAINS, and SemER of the merge of them all. */
interface Run {
  readonly domains: readonly Measures[];
  readonly merged: Pick<Measures, 'semer' | 'fallbackSemer'>;
}

function labelledLines(file: string): ReferenceUtterance[] {
  return readLines(file).map((line) => ({ ...line, truth: line.truth! }));
}

async function trainOn(definition: DomainDefinition, lines: readonly ReferenceUtterance[]) {
  const options = { kind: 'log-linear', objective: 'r3', calibrator: 'platt', seed: 1, gateLines: 'learned' } as const;
  const { schema, parts, calibrator, fallback } = await trainReranker(definition, lines, DEV, options);
  const reranker: Scorer = (list) =>
    [...scoreParts(parts, schema.extract(list))].map((s) => logit(calibrate(calibrator, s)));
  const curve: Scorer = ({ hypotheses }) =>
    hypotheses.map(({ scores }) => fallback.slope * logProductScore(scores) + fallback.intercept);
  return { columns: schema.columns.length, reranker, curve };
}

/** Mean NLL over all of a domain's development hypotheses, in nats. */
function nllOf(domain: string, scorer: Scorer): number {
  return mean(
    DEV.flatMap((line) => {
      const list = ofDomain(line, domain);
      const logOdds = scorer(list);
      return list.hypotheses.map((h, i) => softplus(sameInterpretation(h, line.truth) ? -logOdds[i]! : logOdds[i]!));
    }),
  );
}

/** SemER of the best hypothesis of all domains that have a scorer, on the development utterances meant for them. */
function semerOf(scorers: ReadonlyMap<string, Scorer>): number {
  const compared = DEV.filter(({ truth }) => scorers.has(truth.domain)).map((line) => {
    const scored = [...scorers].flatMap(([domain, scorer]) => {
      const list = ofDomain(line, domain);
      const logOdds = scorer(list);
      return list.hypotheses.map((hypothesis, i) => ({ hypothesis, logOdds: logOdds[i]! }));
    });
    return compareInterpretations(scored.reduce((a, b) => (b.logOdds > a.logOdds ? b : a)).hypothesis, line.truth);
  });
  return errorRates(compared).semer;
}

/** Trains every domain on its lines and measures it on the development lines. */
async function run(linesOf: (domain: string) => readonly ReferenceUtterance[]): Promise<Run> {
  const [rerankers, curves] = [new Map<string, Scorer>(), new Map<string, Scorer>()];
  const domains: Measures[] = [];
  for (const definition of DOMAINS) {
    const lines = linesOf(definition.name);
    const { columns, reranker, curve } = await trainOn(definition, lines);
    rerankers.set(definition.name, reranker);
    curves.set(definition.name, curve);
    domains.push({
      rights: lines.flatMap(({ hypotheses, truth }) => hypotheses.filter((h) => isRightOf(definition, h, truth)))
        .length,
      columns,
      nll: nllOf(definition.name, reranker),
      fallbackNll: nllOf(definition.name, curve),
      semer: semerOf(new Map([[definition.name, reranker]])),
      fallbackSemer: semerOf(new Map([[definition.name, curve]])),
    });
  }
  return { domains, merged: { semer: semerOf(rerankers), fallbackSemer: semerOf(curves) } };
}

function isRightOf({ name }: DomainDefinition, hypothesis: Interpretation, truth: Interpretation): boolean {
  return hypothesis.domain === name && sameInterpretation(hypothesis, truth);
}

function table(...rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows;
  return [head!, head!.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A domain's rows of the learning curve, and last the merge's: every figure the mean over the draws of a size. */
function curveRows(runs: ReadonlyMap<number, readonly Run[]>): string[][] {
  const cell = (x: number): string => x.toFixed(4);
  const ofDomains = DOMAINS.flatMap(({ name }, d) =>
    [...runs].map(([count, draws]) => {
      const of = (key: keyof Measures): number => mean(draws.map(({ domains }) => domains[d]![key]));
      const perColumn = (of('rights') / of('columns')).toFixed(1);
      const figures = [of('nll'), of('fallbackNll'), of('semer'), of('fallbackSemer')].map(cell);
      return [name, String(count), of('rights').toFixed(0), perColumn, ...figures];
    }),
  );
  const ofMerge = [...runs].map(([count, draws]) => {
    const of = (key: keyof Run['merged']): number => mean(draws.map(({ merged }) => merged[key]));
    return ['merged', String(count), '', '', '', '', cell(of('semer')), cell(of('fallbackSemer'))];
  });
  return [...ofDomains, ...ofMerge];
}

const draw = (count: number, seed: number): ReferenceUtterance[] => seededRandom(seed).shuffle(TRAIN).slice(0, count);
const bySize = new Map<number, Run[]>();
for (const count of LINES) {
  const runs: Run[] = [];
  for (const seed of SEEDS) runs.push(await run(() => draw(count, seed)));
  bySize.set(count, runs);
}
bySize.set(TRAIN.length, [await run(() => TRAIN)]);

/** What becomes of the merge when each domain gets only the lines meant for those that `keeps` lets through. */
async function sortRow(label: string, keeps: (domain: string, meant: string) => boolean): Promise<string[]> {
  const { domains, merged } = await run((domain) => TRAIN.filter(({ truth }) => keeps(domain, truth.domain)));
  return [label, ...domains.map(({ nll }) => nll.toFixed(4)), merged.semer.toFixed(4)];
}

const made = `${new Date().toISOString().slice(0, 10)}, \`tools/docs/learning-curve.ts\` on reranker-train (${TRAIN.length} lines) and reranker-dev (${DEV.length})`;
const curve = table(
  ['domain', 'lines', 'rights', 'a column', 'NLL', 'NLL of fallback', 'SemER', 'SemER of fallback'],
  ...curveRows(bySize),
);
const sorts = table(
  ['each domain trained on', ...DOMAINS.map(({ name }) => `NLL of ${name}`), 'merged SemER'],
  await sortRow('all lines', () => true),
  await sortRow('all but those that no domain serves', (_, meant) => meant !== OUT_OF_DOMAIN),
  await sortRow('all but those for other domains', (domain, meant) => meant === domain || meant === OUT_OF_DOMAIN),
  await sortRow('its own utterances', (domain, meant) => meant === domain),
);
const page = replaceSection(
  readFileSync(PAGE, 'utf8'),
  'learning-curve',
  `\n${made};\nlog-linear, R3, Platt; means over ${SEEDS.length} random subsets of each size.\n\n${curve}\n`,
);
writeFileSync(PAGE, replaceSection(page, 'sorts', `\n${made}.\n\n${sorts}\n`));
