import type { StoredEntry } from '@tiebreak/feedback';

/**
 * Entries column by column: arrays of plain values go to another thread in an eighth of the time that objects take, and are
 * what PostgreSQL unnests.
 */
export type EntryColumns = { readonly [Name in keyof StoredEntry]: StoredEntry[Name][] };

export function columnsOf(entries: readonly StoredEntry[]): EntryColumns {
  return {
    key: entries.map(({ key }) => key),
    version: entries.map(({ version }) => version),
    loggedAt: entries.map(({ loggedAt }) => loggedAt),
    userId: entries.map(({ userId }) => userId),
    impressionId: entries.map(({ impressionId }) => impressionId),
    body: entries.map(({ body }) => body),
  };
}
