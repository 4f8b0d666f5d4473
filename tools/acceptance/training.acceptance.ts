import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWithData, NBEST, WORKSPACE } from './data';

const LONGEST_SECONDS = 10;
const LARGEST_BYTES = 500e6;

/** Prints the peak memory of the process that it ends in, in kilobytes, as the last line of stderr. */
const REPORT_PEAK = "process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))";

describeWithData('training a shipped model', () => {
  it.each(['Books', 'Music', 'Video'])(
    'takes at most 10 s and 500 MB for %s and gives the committed bytes',
    async (domain) => {
      const folder = await mkdtemp(join(tmpdir(), 'tiebreak-training-'));
      const shipped = join(WORKSPACE, 'apps', domain.toLowerCase(), 'model');
      const { version } = JSON.parse(await readFile(join(shipped, 'manifest.json'), 'utf8')) as { version: string };
      const start = performance.now();
      const { stderr } = await promisify(execFile)(process.execPath, [
        '--import',
        `data:text/javascript,${encodeURIComponent(REPORT_PEAK)}`,
        join(WORKSPACE, 'apps/cli/bin/tiebreak.js'),
        'train',
        '--domain',
        domain,
        '--data',
        NBEST.train,
        '--dev',
        NBEST.dev,
        '--out',
        folder,
        '--bundle-version',
        version,
      ]);
      const seconds = (performance.now() - start) / 1000;
      const peakBytes = Number(stderr.trim().split('\n').at(-1)) * 1024;
      console.log(`${domain}: ${seconds.toFixed(1)} s, ${(peakBytes / 1e6).toFixed(0)} MB`);
      for (const file of ['model.onnx', 'manifest.json']) {
        expect([file, (await readFile(join(folder, file))).equals(await readFile(join(shipped, file)))]).toEqual([
          file,
          true,
        ]);
      }
      await rm(folder, { recursive: true });
      expect(seconds).toBeLessThanOrEqual(LONGEST_SECONDS);
      expect(peakBytes).toBeLessThanOrEqual(LARGEST_BYTES);
    },
    60_000,
  );
});
