import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderReport } from '@tiebreak/report';
import type { InProcessAggregator } from '../in-process';
import { refusing } from '../refusal';
import { type Measured, reportContents } from './report-contents';

/** Writes `index.html` into a folder. @returns its path @throws Refusal when the file cannot be written */
export async function writeReport(
  folder: string,
  measured: Measured,
  aggregator: InProcessAggregator,
): Promise<string> {
  const path = join(folder, 'index.html');
  const page = renderReport(await reportContents(measured, aggregator));
  await writeFile(path, page).catch(refusing(path, 'a file that can be written'));
  return path;
}

/** Makes the folder of a report, before the work that it would be too late after. @throws Refusal */
export async function makeReportFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(refusing(folder, 'a folder that can be made'));
}
