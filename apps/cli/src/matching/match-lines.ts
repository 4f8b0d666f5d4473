import { withMatches } from '@tiebreak/aggregation';
import { type Hypothesis, readLabelledUtterance } from '@tiebreak/interpretation';
import { matchEntities } from '@tiebreak/search-engine';
import { batches } from '../batches';
import { type JsonLine, readJsonLines } from '../nlu/json-lines';
import { Progress } from '../progress';
import { refuseViolations } from '../refusal';
import { writeLines } from '../write-lines';
import { withIndexes } from './open-indexes';

/** What was joined to what. */
export interface MatchedLines {
  readonly lines: number;
  readonly hypotheses: number;
  /** Hypotheses that the catalogues say something of. */
  readonly withSignals: number;
  /** Domains of hypotheses that no index was there for. */
  readonly withoutIndex: readonly string[];
}

/** Lines that are looked up at once: the indexes are searched in threads. */
const AT_ONCE = 32;

/**
 * Writes every line of a file with the signals that the catalogues of a folder give its hypotheses; all else on it stays.
 * @throws Refusal naming file, line, field, expected and actual of the first line that is wrong; then nothing is written
 */
export function matchLines(data: string, folder: string, out: string): Promise<MatchedLines> {
  return withIndexes(folder, async (indexes) => {
    const progress = new Progress('matching');
    let [hypotheses, withSignals] = [0, 0];
    const withoutIndex = new Set<string>();
    const matched = async (line: JsonLine): Promise<object> => {
      const read = readLine(line);
      const matches = await matchEntities(read, (domain) => indexes.get(domain));
      hypotheses += read.length;
      for (const { signals } of matches) if (Object.keys(signals).length > 0) withSignals++;
      for (const { domain } of read) if (!indexes.has(domain)) withoutIndex.add(domain);
      return withSignalsOf(line.json as RawLine, withMatches(read, matches));
    };
    const all = async function* (): AsyncGenerator<object> {
      for await (const batch of batches(readJsonLines(data, { onProgress: progress.show }), AT_ONCE))
        yield* await Promise.all(batch.map(matched));
    };
    try {
      const lines = await writeLines(out, all());
      return { lines, hypotheses, withSignals, withoutIndex: [...withoutIndex].sort() };
    } finally {
      progress.end();
    }
  });
}

/** A line as it stands in the file, after it was checked. */
interface RawLine {
  readonly hypotheses: readonly object[];
}

function withSignalsOf(line: RawLine, hypotheses: readonly Hypothesis[]): object {
  return {
    ...line,
    hypotheses: line.hypotheses.map((raw, i) => {
      const { signals } = hypotheses[i]!;
      return Object.keys(signals).length === 0 ? raw : { ...raw, signals };
    }),
  };
}

function readLine({ place, json }: JsonLine): readonly Hypothesis[] {
  const reading = readLabelledUtterance(json);
  if (reading.ok) return reading.value.hypotheses;
  refuseViolations(place, reading.violations);
}
