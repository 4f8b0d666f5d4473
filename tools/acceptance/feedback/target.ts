import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '@tiebreak/configuration';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host';
import { WORKSPACE } from '../data';

const MAIN = 'tools/acceptance/feedback/target-main.ts';

/** The service that is put to the test, built once: a process that offers `SearchService` and keeps its feedback somewhere. */
export class FeedbackTarget {
  private constructor(private readonly folder: string) {}

  /** Builds it as apps are built, so that it starts in a fraction of a second. */
  static async build(): Promise<FeedbackTarget> {
    const parent = join(WORKSPACE, 'dist');
    mkdirSync(parent, { recursive: true });
    // Inside the workspace, where its npm packages are found.
    const folder = mkdtempSync(join(parent, 'feedback-target-'));
    const [workspace, entry, out] = [WORKSPACE, join(WORKSPACE, MAIN), join(folder, 'main.js')].map((path) =>
      JSON.stringify(path),
    );
    const script = `const { bundle } = await import(${JSON.stringify(join(WORKSPACE, 'tools/build/bundle.js'))});
      await bundle(${workspace!}, ${entry!}, ${out!});`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    return new FeedbackTarget(folder);
  }

  /**
   * @param location of the database: see `openFeedbackStores`
   * @param keepMs how often the projections are kept
   */
  start(location: string, port: number, keepMs: number): Promise<ServiceProcess> {
    const args = [join(this.folder, 'main.js'), location, String(port), String(keepMs)];
    return startServiceProcess('feedback', args, environment());
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
