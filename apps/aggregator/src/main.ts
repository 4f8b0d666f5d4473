import { runAggregator } from '@tiebreak/aggregator-host';

await runAggregator({
  registry: new URL('../registry.json', import.meta.url),
  joint: new URL('../model/joint.json', import.meta.url),
});
