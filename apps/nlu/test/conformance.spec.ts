import { fileURLToPath } from 'node:url';
import { describeNluService } from '@tiebreak/conformance';
import { startNlu } from '@tiebreak/nlu-host';
import { readNluBundles } from '@tiebreak/nlu-model';

describeNluService('with the shipped models', {
  domains: ['Books', 'Music', 'Video'],
  known: {
    utterance: 'Play “Kind of Blue” by Miles Davis',
    domain: 'Music',
    intent: 'PlayMusic',
    slots: [
      ['track', 'Kind of Blue'],
      ['artist', 'Miles Davis'],
    ],
  },
  start: async () => {
    const bundles = await readNluBundles(fileURLToPath(new URL('../model', import.meta.url)));
    return startNlu({ host: '127.0.0.1', port: 0, bundles });
  },
});
