import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { wire } from '@tiebreak/protocol';
import { WORKSPACE } from '../data';

/** What is said, and which answers to it are accepted; README.md beside the files says what the fields mean. */
export interface Expectation {
  readonly utterance: string;
  readonly device: string;
  readonly answer: readonly string[];
  readonly question?: readonly string[];
  readonly title?: string;
}

/** The lines of a file beside this one. */
export function readExpectations(name: 'sayings' | 'lines'): Expectation[] {
  return readFileSync(join(WORKSPACE, `tools/acceptance/asked/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Expectation);
}

/** How many of the first entities are looked at for the title. */
const FIRST_ENTITIES = 3;

/** What was answered, in a few words for whoever reads why it was not accepted. */
export interface Judgement {
  readonly accepted: boolean;
  /** `act Music`, `disambiguate Books, Video`, `reject`. */
  readonly said: string;
}

/** Whether an answer as HTTP gives it is one of those that were accepted beforehand. */
export function judge(expected: Expectation, { resolution, search }: wire.AskResponse): Judgement {
  const { ranked, decision } = resolution!;
  const kind = decision!.kind.replace('DECISION_KIND_', '').toLowerCase();
  const domains = decision!.options.map(
    ({ hypothesisId }) => ranked.find(({ hypothesis }) => hypothesis!.id === hypothesisId)!.hypothesis!.domain,
  );
  const said = `${kind} ${domains.join(', ')}`.trim();
  if (!rightKind(expected, kind, domains)) return { accepted: false, said };
  const titles = (search?.results ?? []).slice(0, FIRST_ENTITIES).map(({ entity }) => entity!.title);
  const misses = expected.title !== undefined && search !== undefined && !titles.includes(expected.title);
  return misses ? { accepted: false, said: `${said}, found ${titles.join('; ')}` } : { accepted: true, said };
}

function rightKind({ answer, question = answer }: Expectation, kind: string, domains: readonly string[]): boolean {
  switch (kind) {
    case 'act':
    case 'confirm':
      return answer.includes(domains[0]!);
    case 'disambiguate':
      return domains.every((domain) => question.includes(domain)) && domains.some((domain) => answer.includes(domain));
    case 'reject':
      return answer.length === 0;
    default:
      throw new Error(`expected a kind of decision, got ${kind}`);
  }
}
