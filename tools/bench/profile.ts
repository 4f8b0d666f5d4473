// Says where the time of a CPU profile went: `node tools/run-typescript.js tools/bench/profile.ts FILE.cpuprofile
// [--from SECONDS] [--svg FILE.svg] [--title TEXT]`. Services write such files under `tiebreak bench serve --profile FOLDER`.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CpuProfile, functionTimes, readProfile } from './cpu-profile';
import { flameGraph } from './flame-graph';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '0' },
    svg: { type: 'string' },
    title: { type: 'string' },
    top: { type: 'string', default: '40' },
  },
});
const [file] = positionals;
if (file === undefined) throw new Error('expected a file that Node wrote with --cpu-prof');
const root = readProfile(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile, Number(values.from) * 1_000);
const share = (ms: number): string => `${((100 * ms) / root.total).toFixed(1)}%`.padStart(6);
const times = functionTimes(root);
const top = Number(values.top);
console.log(`${(root.total / 1_000).toFixed(1)} s of CPU time\n\n  self  total`);
for (const { name, place, self, total } of times.slice(0, top))
  console.log(`${share(self)} ${share(total)}  ${name} ${place}`);
console.log('\nby total');
for (const { name, place, self, total } of [...times].sort((a, b) => b.total - a.total).slice(0, top))
  console.log(`${share(self)} ${share(total)}  ${name} ${place}`);
if (values.svg !== undefined) writeFileSync(values.svg, flameGraph(root, values.title ?? file));
