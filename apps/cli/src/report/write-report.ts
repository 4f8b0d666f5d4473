import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderReport } from '@tiebreak/report';
import type { InProcessAggregator } from '../in-process';
import { refusing } from '../refusal';
import { type Measured, reportContents } from './report-contents';

/**
 * Writes `index.html` into a folder, and beside it `report.json`: the same contents, for programs and for the console.
 * @returns the page's path
 * @throws Refusal when a file cannot be written
 */
export async function writeReport(
  folder: string,
  measured: Measured,
  aggregator: InProcessAggregator,
): Promise<string> {
  const path = join(folder, 'index.html');
  const contents = await reportContents(measured, aggregator);
  const files = { 'index.html': renderReport(contents), 'report.json': `${JSON.stringify(contents)}\n` };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, name), text).catch(refusing(join(folder, name), 'a file that can be written'));
  return path;
}

/** Makes the folder of a report, before the work that it would be too late after. @throws Refusal */
export async function makeReportFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(refusing(folder, 'a folder that can be made'));
}
