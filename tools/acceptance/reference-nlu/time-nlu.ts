// Times the NLUs of all domains on the utterances of a file, in a process of its own: `time-nlu.ts MODELS FILE LINES`. Beside it
// the floor: writing and reading the answer as a message, which whoever asks a service pays in any case. Prints JSON.
import { readNluBundles } from '@tiebreak/nlu-model';
import { wire } from '@tiebreak/protocol';
import { quantile } from '@tiebreak/statistics';
import { readUtterances } from './utterances';

const [models, file, count] = process.argv.slice(2) as [string, string, string];
const bundles = await readNluBundles(models);
const utterances = readUtterances(file, Number(count));
const ROUNDS = 3;

const times = { interpret: [] as number[], floor: [] as number[] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const utterance of utterances) {
    const start = performance.now();
    const hypotheses = bundles.flatMap(({ nlu }) => nlu.interpret(utterance));
    const interpreted = performance.now();
    wire.InterpretResponse.decode(wire.InterpretResponse.encode({ requestId: '', hypotheses }).finish());
    const sent = performance.now();
    // The first round is for the compiler.
    if (round === 0) continue;
    times.interpret.push(interpreted - start);
    times.floor.push(sent - interpreted);
  }
}
const of = (values: number[]) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
console.log(JSON.stringify({ interpret: of(times.interpret), floor: of(times.floor) }));
