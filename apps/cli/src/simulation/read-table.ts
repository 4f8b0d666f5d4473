import type { DecisionSpace, QueryTable, TableQuery } from '@tiebreak/bandit';
import { FieldReader, type Fields, LIMITS } from '@tiebreak/interpretation';
import { streamLines } from '../line-stream';
import { Refusal, refuseViolations } from '../refusal';

/** The deepest list that a table speaks of. */
const DEEPEST = 100;

/**
 * Reads a table of queries with what every strategy found, JSONL or gzipped JSONL. The first line's names are those of all:
 * its ranks name the strategies, its features and strategy features the columns.
 * @throws Refusal naming file, line, field, expected and actual of the first line that is wrong
 */
export async function readTable(path: string): Promise<QueryTable> {
  const queries: TableQuery[] = [];
  const numberOfId = new Map<string, number>();
  let space: DecisionSpace | undefined;
  for await (const { number, bytes } of streamLines(path)) {
    const text = bytes.toString('utf8');
    if (text.trim() === '') continue;
    const place = `${path}:${number}`;
    const reader = new FieldReader();
    const fields = reader.object(parseJson(text, place));
    space ??= spaceOf(fields);
    const query = readQuery(reader, fields, space);
    const twin = numberOfId.get(query.id);
    if (twin !== undefined) reader.reject('id', `an id unlike that of line ${twin}`, query.id);
    numberOfId.set(query.id, number);
    if (reader.violations.length > 0) refuseViolations(place, reader.violations);
    queries.push(query);
  }
  if (space === undefined) throw new Refusal(`${path}: expected at least one line, got none`);
  return { space, queries };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${place}: expected JSON, got ${(error as Error).message}`);
  }
}

/** The names that the first line has. */
function spaceOf(first: Fields): DecisionSpace {
  const keys = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
  const strategies = keys(first.ranks);
  const own = keys((first.strategyFeatures as Fields | undefined)?.[strategies[0] ?? '']);
  return { strategies, queryFeatures: keys(first.features), strategyFeatures: own };
}

function readQuery(reader: FieldReader, fields: Fields, space: DecisionSpace): TableQuery {
  const { strategies, queryFeatures, strategyFeatures } = space;
  const id = reader.text(fields, 'id', LIMITS.name, 'required');
  const kind = reader.text(fields, 'kind', LIMITS.name, 'required');
  const group = reader.text(fields, 'group', LIMITS.name, 'optional');
  const query = readNumbers(reader, fields, 'features', queryFeatures, FINITE);
  if (strategies.length === 0) reader.reject('ranks', 'a rank for each strategy', fields.ranks);
  const ranks = readNumbers(reader, fields, 'ranks', strategies, RANK);
  const latencies = readNumbers(reader, fields, 'latencies', strategies, MILLISECONDS);
  const ofStrategies =
    strategyFeatures.length === 0
      ? strategies.map(() => [])
      : reader.within('strategyFeatures', () => {
          const each = reader.object(fields.strategyFeatures);
          return strategies.map((name) => readNumbers(reader, each, name, strategyFeatures, FINITE));
        });
  return {
    id,
    kind,
    ...(group === '' ? {} : { group }),
    ranks,
    context: { query, strategies: ofStrategies, latencies },
  };
}

interface NumberRule {
  readonly expected: string;
  readonly fits: (value: number) => boolean;
}

const FINITE: NumberRule = { expected: 'a finite number', fits: Number.isFinite };
const MILLISECONDS: NumberRule = {
  expected: 'milliseconds of at least 0',
  fits: (value) => value >= 0 && value < Infinity,
};
const RANK: NumberRule = {
  expected: `a rank from 1 to ${DEEPEST}, or 0 for a miss`,
  fits: (value) => Number.isInteger(value) && value >= 0 && value <= DEEPEST,
};

/** The numbers of an object under the given names, which are all that it may have. */
function readNumbers(
  reader: FieldReader,
  fields: Fields,
  key: string,
  names: readonly string[],
  { expected, fits }: NumberRule,
): number[] {
  return reader.within(key, () => {
    const numbers = reader.object(fields[key]);
    for (const name of Object.keys(numbers))
      if (!names.includes(name)) reader.reject(name, `no names but the first line's: ${names.join(', ')}`, name);
    return names.map((name) => {
      const value = reader.double(numbers, name) ?? NaN;
      if (!fits(value)) reader.reject(name, expected, numbers[name]);
      return value;
    });
  });
}
