import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  AggregatorSettings,
  ConsoleSettings,
  describeSettings,
  LiveCalibrationSettings,
  NluSettings,
  RerankerSettings,
  SearchSettings,
  TlsSettings,
  TracingSettings,
} from '@tiebreak/configuration';
import { LIMITS } from '@tiebreak/interpretation';
import { SEARCH_LIMITS } from '@tiebreak/protocol';
import {
  ADMISSION_METRICS,
  AGGREGATOR_METRICS,
  CALIBRATION_METRICS,
  type Metric,
  NLU_METRICS,
  RERANKER_METRICS,
  SEARCH_METRICS,
} from '@tiebreak/telemetry';
import type { Command } from 'commander';
import { createProgram } from '../../apps/cli/src/program';
import { replaceSection } from '../acceptance/results';
import { dataLineSchema } from './data-line-schema';

/** What each limit is about; a limit without words here does not compile. */
const LIMIT_MEANINGS: Readonly<Record<keyof typeof LIMITS, string>> = {
  hypotheses: 'hypotheses of one request to the aggregator or to match entities, and of one data line',
  hypothesesOfDomain: 'hypotheses of one domain in a request, and so of one request to a re-ranker',
  slots: 'slots of a hypothesis, of a search, and of a truth',
  signals: 'signals of a hypothesis',
  attributes: 'attributes of a context; upstream versions of a request',
  text: 'UTF-16 code units of an utterance, a query, a slot value or an attribute value',
  name: 'UTF-16 code units of an id, a name, a version or a locale',
};

/** The same of the search service's own limits. */
const SEARCH_LIMIT_MEANINGS: Readonly<Record<keyof typeof SEARCH_LIMITS, string>> = {
  results: 'results of one search',
  feedbackEvents: 'events of one call',
  aheadMs: "milliseconds that an event's time may lie ahead of the service's clock",
};

/** The parts of pages that are made from code: page, name of its section there, and the text. */
const SECTIONS: readonly (readonly [page: string, name: string, text: () => string | Promise<string>])[] = [
  ['docs/reference/cli.md', 'verbs', describeVerbs],
  ['docs/reference/configuration.md', 'reranker', () => describeVariables(RerankerSettings)],
  ['docs/reference/configuration.md', 'aggregator', () => describeVariables(AggregatorSettings)],
  ['docs/reference/configuration.md', 'live-calibration', () => describeVariables(LiveCalibrationSettings)],
  ['docs/reference/configuration.md', 'console', () => describeVariables(ConsoleSettings)],
  ['docs/reference/configuration.md', 'search', () => describeVariables(SearchSettings)],
  ['docs/reference/configuration.md', 'nlu', () => describeVariables(NluSettings)],
  ['docs/reference/configuration.md', 'tls', () => describeVariables(TlsSettings)],
  ['docs/reference/configuration.md', 'tracing', () => describeVariables(TracingSettings)],
  ['docs/reference/metrics.md', 'reranker', () => describeMetrics(Object.values(RERANKER_METRICS))],
  ['docs/reference/metrics.md', 'aggregator', () => describeMetrics(Object.values(AGGREGATOR_METRICS))],
  ['docs/reference/metrics.md', 'live-calibration', () => describeMetrics(Object.values(CALIBRATION_METRICS))],
  ['docs/reference/metrics.md', 'search', () => describeMetrics(Object.values(SEARCH_METRICS))],
  ['docs/reference/metrics.md', 'nlu', () => describeMetrics(Object.values(NLU_METRICS))],
  ['docs/reference/metrics.md', 'admission', () => describeMetrics(Object.values(ADMISSION_METRICS))],
  ['docs/reference/protocol.md', 'limits', () => describeLimits('LIMITS', LIMITS, LIMIT_MEANINGS)],
  [
    'docs/reference/protocol.md',
    'search-limits',
    () => describeLimits('SEARCH_LIMITS', SEARCH_LIMITS, SEARCH_LIMIT_MEANINGS),
  ],
];

/** Files that are made from code as a whole. */
const WHOLE_FILES: ReadonlyMap<string, () => string> = new Map([
  ['docs/reference/data-line.schema.json', () => `${JSON.stringify(dataLineSchema(), null, 2)}\n`],
]);

/** Files that are generated or hold generated sections, from the workspace's root. */
export const GENERATED_PAGES: readonly string[] = [...new Set(SECTIONS.map(([page]) => page)), ...WHOLE_FILES.keys()];

/** Where a page is on disk. */
export function pathOf(page: string): string {
  return fileURLToPath(new URL(`../../${page}`, import.meta.url));
}

/** A page made anew, or as it stands on disk with its generated sections made anew. @throws Error when the marks of a section are missing */
export async function freshPage(page: string): Promise<string> {
  const whole = WHOLE_FILES.get(page);
  if (whole !== undefined) return whole();
  let text = readFileSync(pathOf(page), 'utf8');
  for (const [of, name, make] of SECTIONS) if (of === page) text = replaceSection(text, name, `\n${await make()}\n`);
  return text;
}

function describeMetrics(metrics: readonly Metric[]): string {
  return [
    '| metric | type | labels | meaning |',
    '| --- | --- | --- | --- |',
    ...metrics.map(
      ({ name, type, labels, help }) =>
        `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
    ),
  ].join('\n');
}

/** Every verb's help as it is printed, 80 columns wide. */
async function describeVerbs(): Promise<string> {
  const program = await createProgram();
  const verbs = program.commands.flatMap((verb) =>
    // A verb with parts does nothing by itself.
    verb.commands.length === 0
      ? [`## ${verb.name()}\n\n${helpOf(verb)}`]
      : verb.commands.map((part) => `## ${verb.name()} ${part.name()}\n\n${helpOf(part)}`),
  );
  return [helpOf(program), ...verbs].join('\n\n');
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => 80,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return `\`\`\`text\n${text.trim()}\n\`\`\``;
}

function describeVariables(settings: Parameters<typeof describeSettings>[0]): string {
  const rows = describeSettings(settings).map(({ variable, default: value, description }) => [
    `\`${variable}\``,
    `\`${value}\``,
    description,
  ]);
  return table(['variable', 'default', 'meaning'], rows);
}

function describeLimits<Name extends string>(
  constant: string,
  limits: Readonly<Record<Name, number>>,
  meanings: Readonly<Record<Name, string>>,
): string {
  const names = Object.keys(limits) as Name[];
  return table(
    ['at most', 'of', `name in \`${constant}\``],
    names.map((name) => [limits[name].toLocaleString('en-US'), meanings[name], `\`${name}\``]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
