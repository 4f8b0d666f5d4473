import { runNlu } from '@tiebreak/nlu-host';

await runNlu(new URL('../model', import.meta.url));
