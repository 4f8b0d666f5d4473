import { cp } from 'node:fs/promises';
import { ConfigurationError, ConsoleSettings, environment, readSettings } from '@tiebreak/configuration';

/**
 * Puts the built page into the folder that an aggregator serves it from. As the console's image it runs before an
 * aggregator that shares the folder, so either is released without the other.
 */
const { folder } = readSettings(ConsoleSettings, environment());
if (folder === '')
  throw new ConfigurationError('TIEBREAK_CONSOLE: expected the folder to put the console into, got none');
await cp(new URL('../page', import.meta.url), folder, { recursive: true });
console.log(`the console is in ${folder}`);
