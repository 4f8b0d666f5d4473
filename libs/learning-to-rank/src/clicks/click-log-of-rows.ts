import type { Grade, TrainingRow } from '@tiebreak/feedback';
import type { LoggedImpression, ResultAction } from './click-log';

/** Which rows of a log are learned from. */
export interface RowsWanted {
  readonly domain: string;
  /** Fingerprint of the columns that the rows are read by. */
  readonly featureSchema: string;
  /** How many columns those are. */
  readonly columns: number;
}

/** A log as clicks, and what was left out of it. */
export interface ClicksOfRows {
  readonly log: readonly LoggedImpression[];
  /** Impressions of the domain whose rows have other columns, or do not say which. */
  readonly otherSchema: number;
}

/**
 * The training rows of a feedback log as a click log, those of one domain and of one schema: rows with other columns would
 * be misread, so they are counted and left out. Impressions without results are passed over.
 */
export async function clickLogOfRows(
  impressions: AsyncIterable<readonly TrainingRow[]>,
  { domain, featureSchema, columns }: RowsWanted,
): Promise<ClicksOfRows> {
  const log: LoggedImpression[] = [];
  let otherSchema = 0;
  for await (const rows of impressions) {
    const [first] = rows;
    if (first?.domain !== domain) continue;
    if (first.featureSchema !== featureSchema || rows.some(({ features }) => features.length !== columns)) {
      otherSchema++;
      continue;
    }
    log.push({
      query: first.query,
      results: rows.map(({ entityId, features, grade }) => ({ entity: entityId, features, action: actionOf(grade) })),
      ...(first.swap === undefined ? {} : { swap: first.swap }),
    });
  }
  return { log, otherSchema };
}

/** The action that a result was graded by, the inverse of `gradeOf`. */
export function actionOf(grade: Grade): ResultAction {
  if (grade < 0) return 'skip';
  if (grade === 0) return 'none';
  if (grade <= 1) return 'click';
  if (grade < 2) return 'play';
  return grade < 3 ? 'like' : 'favorite';
}
