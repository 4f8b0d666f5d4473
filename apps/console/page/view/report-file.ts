import type { Evaluation } from '@tiebreak/evaluation';
import type { ReportContents } from '@tiebreak/report/contents';
import type { Received } from './received';

/** A file that the explorer knows how to show. */
export type LoadedFile =
  | { readonly kind: 'evaluation'; readonly evaluation: Received<Evaluation> }
  | { readonly kind: 'report'; readonly report: Received<ReportContents> };

/**
 * Tells what a file of JSON is by the fields that every one of its kind has.
 * @throws Error saying what was expected, and what came
 */
export function readReportFile(text: string): LoadedFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`expected JSON, got ${(error as Error).message}`, { cause: error });
  }
  const expected = 'expected what `tiebreak evaluate --json` prints, or a report.json';
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error(`${expected}, got ${Array.isArray(json) ? 'a list' : json === null ? 'null' : typeof json}`);
  if ('semer' in json && 'intervals' in json && isObject(json.intervals))
    return { kind: 'evaluation', evaluation: json as Received<Evaluation> };
  if ('summary' in json && 'reliability' in json && Array.isArray(json.summary) && isObject(json.reliability))
    return { kind: 'report', report: json as Received<ReportContents> };
  const names = Object.keys(json).slice(0, 5);
  throw new Error(`${expected}, got an object ${names.length === 0 ? 'of nothing' : `of ${names.join(', ')}`}`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
