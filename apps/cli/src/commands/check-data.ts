import {
  describeViolation,
  type LabelledUtterance,
  type ReferenceUtterance,
  type Violation,
} from '@tiebreak/interpretation';
import { checkLines, type DomainCounts, type Finding, inGateSplit, verdictOf, worstFirst } from '@tiebreak/training';
import { type Command, Option } from 'commander';
import { readDataFile } from '../data-file';
import { definitionOf } from '../domains';
import { everyLine } from '../every-line';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';

interface CheckFlags {
  readonly domain?: string;
  readonly against?: string;
  readonly for: 'train' | 'resolve';
  readonly json: boolean;
}

/** A line that the other verbs would refuse. */
interface BadLine {
  readonly line: number;
  readonly violations: readonly Violation[];
}

/** What is wrong is mostly the same on every line; the first of them show it. */
const MOST_LINES = 20;
const MOST_FIELDS = 3;
const NO_TRUTH: Violation = { field: 'truth', expected: '{domain, intent, slots}', actual: 'nothing' };

export function addCheckData(program: Command): void {
  program
    .command('check-data')
    .summary('say what to fix in data lines before training')
    .description(
      'Reads every line, and says which are wrong, and whether the others are enough to train on: too few, too lopsided, or labelled otherwise than the hypotheses.',
    )
    .argument('<file>', 'lines, JSONL or JSONL.gz')
    .option('--domain <name>', 'the domain that is to be trained; without it, every domain that has hypotheses')
    .option('--against <file>', 'lines that must not be in this file too, such as the development lines')
    .addOption(
      new Option('--for <verb>', 'what the lines are for; to resolve them, they only have to be well formed')
        .choices(['train', 'resolve'])
        .default('train'),
    )
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak check-data train.jsonl.gz --domain Music --against dev.jsonl.gz\n  npx tiebreak check-data requests.jsonl --for resolve --json',
    )
    .action(run);
}

async function run(file: string, flags: CheckFlags): Promise<void> {
  const { good, bad } = await sortLines(file, flags.for);
  const against = flags.against === undefined ? [] : (await readDataFile(flags.against)).lines;
  const { domains, findings: ofTraining } =
    flags.for === 'train'
      ? checkLines(good.filter(hasTruth), {
          definitionOf,
          against,
          learnedFrom: ({ id }) => !inGateSplit(id),
          ...(flags.domain === undefined ? {} : { domain: flags.domain }),
        })
      : { domains: [], findings: [] };
  const lines = good.length + bad.length;
  const gateLines = flags.for === 'train' ? good.filter(({ id }) => inGateSplit(id)).length : 0;
  const findings = worstFirst([...findBadLines(bad, lines), ...ofTraining]);
  const verdict = verdictFor(flags.for, findings);
  if (flags.json) {
    const badLines = { count: bad.length, shown: bad.slice(0, MOST_LINES) };
    printJson({ file, lines, badLines, gateLines, domains, findings, verdict });
  } else {
    report(file, { bad, gateLines, domains, findings });
  }
  if (findings.some(({ severity }) => severity === 'error')) throw new Refusal(`${file}: ${verdict}`);
  if (!flags.json) say(`${file}: ${verdict}`);
}

async function sortLines(
  file: string,
  purpose: CheckFlags['for'],
): Promise<{ good: LabelledUtterance[]; bad: BadLine[] }> {
  const progress = new Progress('reading');
  const good: LabelledUtterance[] = [];
  const bad: BadLine[] = [];
  try {
    for await (const { number, reading } of everyLine(file, { onProgress: progress.show })) {
      if (!reading.ok) bad.push({ line: number, violations: reading.violations });
      else if (purpose === 'train' && !hasTruth(reading.value)) bad.push({ line: number, violations: [NO_TRUTH] });
      else good.push(reading.value);
    }
  } finally {
    progress.end();
  }
  return { good, bad };
}

function hasTruth(line: LabelledUtterance): line is ReferenceUtterance {
  return line.truth !== undefined;
}

function findBadLines(bad: readonly BadLine[], lines: number): Finding[] {
  if (bad.length === 0) return [];
  return [
    {
      severity: 'error',
      what: 'lines that are refused',
      measured: `${bad.length} of ${lines}`,
      expected: 'none',
      remedy: 'correct them; the first of them stops every other verb. What follows is about the others',
    },
  ];
}

function verdictFor(purpose: CheckFlags['for'], findings: readonly Finding[]): string {
  if (purpose === 'train') return verdictOf(findings);
  return findings.length === 0 ? 'ready to resolve' : 'not ready';
}

interface Report {
  readonly bad: readonly BadLine[];
  /** Lines that `train` leaves to the gate. */
  readonly gateLines: number;
  readonly domains: readonly DomainCounts[];
  readonly findings: readonly Finding[];
}

function report(file: string, { bad, gateLines, domains, findings }: Report): void {
  for (const { line, violations } of bad.slice(0, MOST_LINES)) {
    for (const violation of violations.slice(0, MOST_FIELDS)) say(`${file}:${line}: ${describeViolation(violation)}`);
    const rest = violations.length - MOST_FIELDS;
    if (rest > 0) say(`${file}:${line}: and ${rest} more fields`);
  }
  if (bad.length > MOST_LINES) say(`and ${bad.length - MOST_LINES} more lines`);
  if (bad.length > 0) say();
  if (gateLines > 0) say(`${gateLines} lines are left to the gate; the tables are of the others\n`);
  for (const counts of domains) say(`${describeCounts(counts)}\n`);
  for (const { severity, domain, what, measured, expected, remedy } of findings) {
    const about = domain === undefined ? what : `${domain}: ${what}`;
    say(`${severity.padEnd(7)}  ${about}: expected ${expected}, got ${measured}\n         ${remedy}`);
  }
  if (findings.length > 0) say();
}

function describeCounts(counts: DomainCounts): string {
  const { domain, lines, own, ownWithRight, foreign, outOfDomain, hypotheses, right, columns } = counts;
  const row = (label: string, count: number, of: number): string[] => [
    label,
    String(count),
    of === 0 ? '' : `${((100 * count) / of).toFixed(1)}%`,
  ];
  return formatTable([
    [domain, '', ''],
    ['lines with its hypotheses', String(lines), ''],
    row('  own utterances', own, lines),
    row('    with a right hypothesis', ownWithRight, own),
    row('  meant for other domains', foreign, lines),
    row('  that no domain serves', outOfDomain, lines),
    ['hypotheses', String(hypotheses), ''],
    row('  right', right, hypotheses),
    ['feature columns', String(columns), ''],
  ]);
}
