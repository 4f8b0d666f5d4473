import fixture from '../test/scikit-learn.json';
import { compareInterpretations, errorRates, labelEdits, referenceLabels } from './index';

const numpy = `numpy ${fixture.origin.numpy}`;

describe('semantic error, beside the recursive definition of the Levenshtein distance in Python', () => {
  it.each(fixture.pairs)(
    'counts the same $edits edits of $labels labels',
    ({ hypothesis, reference, edits, labels }) => {
      expect(labelEdits(hypothesis, reference)).toBe(edits);
      expect(referenceLabels(reference)).toBe(labels);
    },
  );

  it(`has the rates of ${numpy} over all pairs, to 1e-6`, () => {
    const ours = errorRates(
      fixture.pairs.map(({ hypothesis, reference }) => compareInterpretations(hypothesis, reference)),
    );
    expect(ours.semer).toBeCloseTo(fixture.semer, 6);
    expect(ours.irer).toBeCloseTo(fixture.irer, 6);
    expect(ours.icer).toBeCloseTo(fixture.icer, 6);
    expect(ours.domainAccuracy).toBeCloseTo(fixture.domainAccuracy, 6);
  });
});
