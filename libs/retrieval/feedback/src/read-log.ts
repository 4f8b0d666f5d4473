import type { EventLog, LogPage } from './event-log';

const PAGE = 2_000;

/** The log changed under its reader: entries were deleted, so what was made of the first pages does not hold. */
export class LogChanged extends Error {
  override readonly name = 'LogChanged';
}

/**
 * The log behind a position, page by page, to its end as it is when the end is reached. The last page may be empty.
 * @throws LogChanged when entries are deleted meanwhile
 */
export async function* readLog(log: EventLog, after = 0): AsyncGenerator<LogPage> {
  let epoch: number | undefined;
  for (let last = after; ;) {
    const page = await log.read(last, PAGE);
    epoch ??= page.epoch;
    if (page.epoch !== epoch)
      throw new LogChanged(
        `expected epoch ${epoch} of the log, got ${page.epoch}: entries were deleted; read it again`,
      );
    yield page;
    if (page.entries.length < PAGE) return;
    last = page.entries.at(-1)!.position;
  }
}
