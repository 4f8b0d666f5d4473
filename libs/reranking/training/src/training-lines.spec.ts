import { defineFeatures, slotCount } from '@tiebreak/features';
import { simulatedLines } from '../test/simulated-lines';
import { domainLines, toRankedLists } from './training-lines';

const schema = defineFeatures([slotCount], { intents: [], slotNames: [], contextValues: {} });
const [forMusic, forBooks, forNone] = simulatedLines(3, 1) as [never, never, never];

describe("a domain's lines", () => {
  it('hold its own hypotheses only, and every line in which it has any, its own or not', () => {
    const lines = domainLines([forMusic, forBooks, forNone], 'Books');
    expect(lines.map(({ truth }) => truth.domain)).toEqual(['Music', 'Books', 'Other']);
    expect(lines.map(({ hypotheses }) => hypotheses.map(({ id }) => id))).toEqual(
      Array.from({ length: 3 }, () => ['Books-first', 'Books-second']),
    );
    expect(domainLines([forMusic], 'Video')).toEqual([]);
  });
});

describe('ranked lists', () => {
  const [line] = domainLines(simulatedLines(1, 1), 'Music');
  const [first, second] = line!.hypotheses;

  it('hold features, right and semantic error of every hypothesis, and which lines are own', () => {
    const meant = { ...line!, truth: first! };
    const shorter = { ...line!, hypotheses: [{ ...second!, slots: [] }], truth: { ...first!, domain: 'Other' } };
    expect(toRankedLists(schema, [meant, shorter], 'Music')).toEqual({
      columns: 1,
      features: Float32Array.of(1, 1, 0),
      right: Uint8Array.of(1, 0, 0),
      // One wrong slot of 2 labels; intent and slot of 2 labels.
      semanticError: Float64Array.of(0, 1 / 2, 1),
      offsets: Int32Array.of(0, 2, 3),
      own: Uint8Array.of(1, 0),
    });
  });

  it('of no lines are empty', () => {
    expect(toRankedLists(schema, [], 'Music')).toMatchObject({ right: new Uint8Array(), offsets: Int32Array.of(0) });
  });
});
