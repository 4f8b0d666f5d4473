import { calibrate, expectedCalibrationError, fitPlatt } from '@tiebreak/calibration';
import { contextAttribute, slotCount, upstreamLogits } from '@tiebreak/features';
import { type ReferenceUtterance, sigmoid } from '@tiebreak/interpretation';
import { scoreLists, trainLogLinear } from '@tiebreak/log-linear';
import { selectLists } from '@tiebreak/objectives';
import { defineDomain } from '@tiebreak/scoring';
import { foldOf } from '@tiebreak/statistics';
import { simulatedLines } from '../test/simulated-lines';
import {
  type CalibratorKind,
  type TrainedReranker,
  type TrainingOptions,
  trainReranker,
  UnteachableLines,
} from './index';
import { domainLines, toRankedLists } from './training-lines';

const music = defineDomain({ name: 'Music', features: [upstreamLogits, slotCount, contextAttribute('device')] });
const train = simulatedLines(600, 1);
const development = simulatedLines(300, 2);
const options: TrainingOptions = { objective: 'r3', calibrator: 'platt', seed: 1 };

/** Everything that training found; functions do not compare. */
const found = ({ schema, ...rest }: TrainedReranker) => ({ ...rest, features: schema.entries });
const trained = found(trainReranker(music, train, development, options));

describe('training a re-ranker', () => {
  it('finds the same twice', () => {
    expect(found(trainReranker(music, train, development, options))).toEqual(trained);
  });

  it('lets the seed decide the folds of the calibrator and nothing else', () => {
    const { calibrator, ...rest } = found(trainReranker(music, train, development, { ...options, seed: 2 }));
    expect(calibrator).not.toEqual(trained.calibrator);
    expect(rest).toEqual({ ...trained, calibrator: undefined, seed: 2 });
  });

  it.each(['platt', 'temperature', 'beta', 'isotonic'] as const)(
    'gives %s scores that are calibrated on lines it has not seen: an error below .03',
    (kind) => {
      const { model, schema, calibrator } = trainReranker(music, train, development, { ...options, calibrator: kind });
      const unseen = toRankedLists(schema, domainLines(simulatedLines(3000, 3), 'Music'), 'Music');
      const scores = scoreLists(model, unseen).map((logOdds) => calibrate(calibrator, logOdds));
      expect(calibrator.kind).toBe(kind);
      expect(expectedCalibrationError({ scores, right: unseen.right })).toBeLessThan(0.03);
    },
  );

  it('fits the calibrator to predictions of models that saw four fifths of the lines, not the line itself', () => {
    const { schema, chosen, calibrator } = trainReranker(music, train, development, options);
    const lists = toRankedLists(schema, domainLines(train, 'Music'), 'Music');
    const folds = train.map(({ id }) => foldOf(id, 5, options.seed));
    const all = [...train.keys()];
    const models = [0, 1, 2, 3, 4].map((fold) => {
      const others = all.filter((i) => folds[i] !== fold);
      return trainLogLinear(selectLists(lists, others), { objective: 'r3', lambda: chosen.lambda, l2: chosen.l2 });
    });
    const logOdds = all.flatMap((i) => [...scoreLists(models[folds[i]!]!, selectLists(lists, [i]))]);
    expect(calibrator).toEqual(fitPlatt(logOdds, lists.right));
  });

  it('without a calibrator leaves the log-odds as they are', () => {
    const { calibrator } = trainReranker(music, train, development, { ...options, calibrator: 'none' });
    for (const logOdds of [-3, 0, 2]) expect(calibrate(calibrator, logOdds)).toBe(sigmoid(logOdds));
  });

  it.each([
    ['r1', 4],
    ['r2', 4],
    ['r3', 8],
  ] as const)('under %s tries %d points and takes one of them, of the likeliest penalty', (objective, points) => {
    const { search, chosen, objective: used } = trainReranker(music, train, development, { ...options, objective });
    expect([used, search.length, new Set(search.map(({ lambda, l2 }) => `${lambda} ${l2}`)).size]).toEqual([
      objective,
      points,
      points,
    ]);
    const penalty = search.slice(0, 4).reduce((a, b) => (b.nll < a.nll ? b : a));
    expect(search).toContainEqual(chosen);
    expect(chosen.l2).toBe(penalty.l2);
    expect(chosen.semer).toBeLessThanOrEqual(
      [penalty, ...search.slice(4)].reduce((a, b) => (b.nll < a.nll ? b : a)).semer,
    );
  });

  it('tells the share of the work done, which rises to 1', () => {
    for (const objective of ['r2', 'r3'] as const) {
      for (const calibrator of ['none', 'isotonic'] as CalibratorKind[]) {
        const shares: number[] = [];
        trainReranker(music, train, development, {
          ...{ objective, calibrator, seed: 1 },
          onProgress: (share) => shares.push(share),
        });
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares[0]).toBeGreaterThan(0);
        expect(shares.at(-1)).toBe(1);
      }
    }
  });
});

describe("a domain's training", () => {
  const changed = (change: (line: ReferenceUtterance) => ReferenceUtterance) =>
    found(trainReranker(music, train.map(change), development.map(change), options));

  it("does not change when other domains' hypotheses are taken away", () => {
    expect(
      changed((line) => ({ ...line, hypotheses: line.hypotheses.filter(({ domain }) => domain === 'Music') })),
    ).toEqual(trained);
  });

  it("does not change when other domains' hypotheses say something else, come first or are of another domain", () => {
    const certain = { domain: 1, intent: 1, ner: 1 } as ReferenceUtterance['hypotheses'][number]['scores'];
    expect(
      changed((line) => ({
        ...line,
        hypotheses: line.hypotheses
          .map((hypothesis) =>
            hypothesis.domain === 'Music'
              ? hypothesis
              : { ...hypothesis, domain: 'Video', intent: 'Watch', slots: [], scores: certain },
          )
          .toSorted((a, b) => (a.domain === b.domain ? 0 : a.domain === 'Music' ? 1 : -1)),
      })),
    ).toEqual(trained);
  });

  it('does not change when lines that it did not answer are added', () => {
    const foreign = simulatedLines(50, 5).map((line) => ({
      ...line,
      hypotheses: line.hypotheses.filter(({ domain }) => domain === 'Books'),
    }));
    expect(found(trainReranker(music, [...foreign, ...train], [...foreign, ...development], options))).toEqual(trained);
  });

  it('does not change with what was meant by lines that were not meant for it', () => {
    const other = { domain: 'Other', intent: '', slots: [] };
    expect(changed((line) => (line.truth.domain === 'Music' ? line : { ...line, truth: other }))).toEqual(trained);
  });
});

describe('lines that can teach nothing', () => {
  const wrong = simulatedLines(30, 6).map((line) => ({ ...line, truth: { domain: 'Other', intent: '', slots: [] } }));
  const learn = (on: readonly ReferenceUtterance[], dev: readonly ReferenceUtterance[]) => () =>
    trainReranker(music, on, dev, options);

  it('are refused when the domain answered none of them', () => {
    const video = { ...music, name: 'Video' };
    expect(() => trainReranker(video, train, development, options)).toThrow(
      new UnteachableLines('training lines: expected hypotheses of domain "Video", got none'),
    );
    expect(learn([], development)).toThrow(UnteachableLines);
  });

  it('are refused when nothing is right or nothing is wrong, with the count', () => {
    expect(learn(wrong, development)).toThrow(
      /training lines: expected right and wrong hypotheses of domain "Music", got 0 right of 60; .*truth/,
    );
    const right = train.map((line) => ({
      ...line,
      hypotheses: line.hypotheses.slice(0, 1),
      truth: { ...line.hypotheses[0]! },
    }));
    expect(learn(right, development)).toThrow(/got 600 right of 600/);
  });

  it('are refused among development lines too', () => {
    expect(learn(train, [])).toThrow(/^development lines: expected hypotheses/);
    expect(learn(train, wrong)).toThrow(/^development lines: expected right and wrong/);
  });

  it('are refused when the one line there is leaves none to calibrate on', () => {
    const rightLine = train.find(({ truth }) => truth.slots[0]!.value === 'first' && truth.domain === 'Music')!;
    expect(learn([rightLine], development)).toThrow(
      new UnteachableLines(
        'training lines: expected enough of domain "Music" to hold some out for the calibrator, got 1',
      ),
    );
  });
});
