import fc from 'fast-check';
import { crossEntropy, expectedSemanticError, type Labels, type Loss, objectiveLoss } from './index';

/** Random lists of 1 to 5 hypotheses with their log-odds. */
const scoredLists = fc
  .array(
    fc.record({
      own: fc.constantFrom(0, 1),
      rows: fc.array(
        fc.record({
          logOdds: fc.double({ min: -6, max: 6, noNaN: true }),
          right: fc.constantFrom(0, 1),
          error: fc.double({ min: 0, max: 3, noNaN: true }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((lists) => {
    const rows = lists.flatMap((list) => list.rows);
    const offsets = [0];
    for (const list of lists) offsets.push(offsets.at(-1)! + list.rows.length);
    const labels: Labels = {
      right: Uint8Array.from(rows, (row) => row.right),
      semanticError: Float64Array.from(rows, (row) => row.error),
      offsets: Int32Array.from(offsets),
      own: Uint8Array.from(lists, (list) => list.own),
    };
    return { labels, logOdds: Float64Array.from(rows, (row) => row.logOdds) };
  });

const valueOf = (loss: Loss, logOdds: Float64Array, labels: Labels) =>
  loss(logOdds, labels, 1, new Float64Array(logOdds.length));

function expectGradientToMatchDifferences(loss: Loss): void {
  const step = 1e-5;
  fc.assert(
    fc.property(scoredLists, ({ labels, logOdds }) => {
      const gradient = new Float64Array(logOdds.length);
      loss(logOdds, labels, 1, gradient);
      logOdds.forEach((s, row) => {
        const above = valueOf(loss, logOdds.with(row, s + step), labels);
        const below = valueOf(loss, logOdds.with(row, s - step), labels);
        expect(Math.abs((above - below) / (2 * step) - gradient[row]!)).toBeLessThan(1e-6);
      });
    }),
  );
}

describe('R1, expected semantic error', () => {
  it('has the gradient that finite differences show, to 1e-6', () => {
    expectGradientToMatchDifferences(expectedSemanticError);
  });

  it('does not change when every score of an utterance moves by the same amount', () => {
    fc.assert(
      fc.property(
        scoredLists,
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 6, maxLength: 6 }),
        ({ labels, logOdds }, shifts) => {
          const shifted = logOdds.slice();
          for (let list = 0; list < labels.own.length; list++) {
            for (let row = labels.offsets[list]!; row < labels.offsets[list + 1]!; row++)
              shifted[row]! += shifts[list]!;
          }
          expect(valueOf(expectedSemanticError, shifted, labels)).toBeCloseTo(
            valueOf(expectedSemanticError, logOdds, labels),
            10,
          );
        },
      ),
    );
  });

  it('is the plain mean of errors when scores are equal, own utterances only: (0 + 1)/2 of the first list', () => {
    const labels: Labels = {
      right: Uint8Array.of(1, 0, 0),
      semanticError: Float64Array.of(0, 1, 7),
      offsets: Int32Array.of(0, 2, 3),
      own: Uint8Array.of(1, 0),
    };
    expect(valueOf(expectedSemanticError, new Float64Array(3), labels)).toBe(1 / 2);
  });

  it('is 0 when the domain has no utterance of its own', () => {
    const labels: Labels = {
      right: Uint8Array.of(0),
      semanticError: Float64Array.of(1),
      offsets: Int32Array.of(0, 1),
      own: Uint8Array.of(0),
    };
    expect(valueOf(expectedSemanticError, new Float64Array(1), labels)).toBe(0);
  });
});

describe('R2, cross entropy', () => {
  it('has the gradient that finite differences show, to 1e-6', () => {
    expectGradientToMatchDifferences(crossEntropy);
  });

  it('is ln 2 at log-odds 0, whatever is right', () => {
    const labels: Labels = {
      right: Uint8Array.of(1, 0),
      semanticError: Float64Array.of(0, 1),
      offsets: Int32Array.of(0, 2),
      own: Uint8Array.of(0),
    };
    expect(valueOf(crossEntropy, new Float64Array(2), labels)).toBeCloseTo(Math.LN2, 15);
  });

  it('stays finite where the probability rounds to 0 or 1', () => {
    const labels: Labels = {
      right: Uint8Array.of(1, 0),
      semanticError: Float64Array.of(0, 1),
      offsets: Int32Array.of(0, 2),
      own: Uint8Array.of(1),
    };
    expect(valueOf(crossEntropy, Float64Array.of(-1000, 1000), labels)).toBe(1000);
  });
});

describe('R3', () => {
  it('is R1 + lambda R2', () => {
    fc.assert(
      fc.property(scoredLists, fc.double({ min: 0.01, max: 10, noNaN: true }), ({ labels, logOdds }, lambda) => {
        const sum = valueOf(expectedSemanticError, logOdds, labels) + lambda * valueOf(crossEntropy, logOdds, labels);
        expect(valueOf(objectiveLoss('r3', lambda), logOdds, labels)).toBeCloseTo(sum, 12);
      }),
    );
  });

  it('has the gradient that finite differences show, to 1e-6', () => {
    expectGradientToMatchDifferences(objectiveLoss('r3', 0.3));
  });
});
