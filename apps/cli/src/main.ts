import { BundleError } from '@tiebreak/onnx-model/bundle-files';
import { ServiceStartError } from '@tiebreak/service-host/process';
import { CommanderError } from 'commander';
import { say } from './output';
import { createProgram } from './program';
import { Refusal } from './refusal';

const DATA_SAID_NO = 1;
const WRONG_USAGE = 2;

try {
  await (await createProgram(process.argv[2])).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  } else if (error instanceof Refusal || error instanceof BundleError || error instanceof ServiceStartError) {
    say(error.message);
    process.exitCode = DATA_SAID_NO;
  } else {
    throw error;
  }
}
