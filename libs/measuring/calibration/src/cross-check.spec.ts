import { logit } from '@tiebreak/interpretation';
import fixture from '../test/scikit-learn.json';
import {
  adaptiveCalibrationError,
  areaUnderRoc,
  brierScore,
  calibrate,
  calibrationSlope,
  debiasedCalibrationError,
  expectedCalibrationError,
  fitBeta,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  negativeLogLikelihood,
  reliabilityCurve,
  smoothCalibrationError,
} from './index';

const { origin } = fixture;
const sklearn = `scikit-learn ${origin['scikit-learn']}`;

/** That no number is further than `tolerance` from what it should be. */
function expectClose(actual: readonly number[], expected: readonly number[], tolerance = 1e-6): void {
  expect(actual).toHaveLength(expected.length);
  const off = actual.flatMap((value, i) =>
    Math.abs(value - expected[i]!) <= tolerance ? [] : [[i, value, expected[i]]],
  );
  expect(off).toEqual([]);
}

describe.each(Object.entries(fixture.fits))('fits to outcomes that are %s', (_, { logOdds, right, ...theirs }) => {
  it(`Platt's curve agrees to 1e-6 with ${sklearn}'s LogisticRegression on rows weighted by Platt's targets`, () => {
    const { slope, intercept } = fitPlatt(logOdds, right);
    expectClose([slope, intercept], theirs.platt);
  });

  it(`the temperature agrees to 1e-6 with ${sklearn}'s LogisticRegression without an intercept`, () => {
    expectClose([fitTemperature(logOdds, right).temperature], [theirs.temperature]);
  });

  it(`the beta curve agrees to 1e-6 with the published procedure on ${sklearn}'s LogisticRegression`, () => {
    const { a, b, c } = fitBeta(logOdds, right);
    expectClose([a, b, c], theirs.beta);
  });

  it(`the isotonic curve agrees to 1e-6 with ${sklearn}'s IsotonicRegression, on its data, between and beyond`, () => {
    const curve = fitIsotonic(logOdds, right);
    const at = (points: readonly number[]) => points.map((x) => calibrate(curve, x));
    expectClose(at(logOdds), theirs.isotonicOnItsData);
    expectClose(at(theirs.probes), theirs.isotonic);
  });
});

describe.each(Object.entries(fixture.measures))(
  'measures of outcomes that are %s',
  (_, { scores, right, ...theirs }) => {
    const outcomes = { scores, right };

    it(`reliability curve and ECE agree to 1e-6 with ${sklearn}'s calibration_curve`, () => {
      const curve = reliabilityCurve(outcomes).map(({ count, meanScore, rightShare }) => [
        count,
        meanScore,
        rightShare,
      ]);
      expectClose(curve.flat(), theirs.reliability.flat());
      expectClose([expectedCalibrationError(outcomes)], [theirs.expected]);
    });

    it(`adaptive and debiased ECE agree to 1e-6 with their formulas in numpy ${origin.numpy}`, () => {
      expectClose([adaptiveCalibrationError(outcomes)], [theirs.adaptive]);
      expectClose([debiasedCalibrationError(outcomes)], [theirs.debiased]);
    });

    it(`smooth ECE agrees to 1e-5 with its definition, solved by scipy ${origin.scipy}'s brentq`, () => {
      expectClose([smoothCalibrationError(outcomes)], [theirs.smooth], 1e-5);
    });

    it(`Brier score, NLL and the area under the ROC curve agree to 1e-6 with ${sklearn}'s`, () => {
      const positives = scores.filter((_, i) => right[i] === 1);
      const negatives = scores.filter((_, i) => right[i] === 0);
      expectClose([brierScore(outcomes)], [theirs.brier]);
      expectClose([negativeLogLikelihood(outcomes)], [theirs.logLoss]);
      expectClose([areaUnderRoc(positives, negatives)], [theirs.areaUnderRoc]);
    });
  },
);

describe.each(
  Object.entries(fixture.measures).flatMap(([name, { scores, right, slope }]) =>
    slope === null ? [] : [[name, { scores, right, slope }] as const],
  ),
)('slope and intercept of outcomes that are %s', (_, { scores, right, slope: theirs }) => {
  const fit = calibrationSlope({ scores, right });

  it(`agree to 1e-6 with ${sklearn}'s LogisticRegression on the scores' log-odds`, () => {
    expectClose([fit.slope, fit.intercept], [theirs.slope, theirs.intercept]);
  });

  it(`have the standard errors of the information matrix in numpy ${origin.numpy}, to 1e-6`, () => {
    expectClose([fit.standardErrors.slope, fit.standardErrors.intercept], theirs.standardErrors);
  });

  it(`have the p-values of scipy ${origin.scipy}'s chi2, to a relative 1e-6`, () => {
    expectClose([fit.scoreP / theirs.scoreP, fit.likelihoodRatioP / theirs.likelihoodRatioP], [1, 1]);
  });
});

describe('the cross-checked outcomes', () => {
  it('take a weight of the beta curve to 0 at either end, tie, and reach both ends of the scale', () => {
    expect(fixture.fits['falling at the low end'].beta[0]).toBe(0);
    expect(fixture.fits['falling at the high end'].beta[1]).toBe(0);
    const { scores } = fixture.measures['tied, with both ends'];
    expect(new Set(scores).size).toBeLessThan(scores.length / 2);
    expect([Math.min(...scores), Math.max(...scores)].map(logit)).toEqual([-36, 36]);
  });
});
