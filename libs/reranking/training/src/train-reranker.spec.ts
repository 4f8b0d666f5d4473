import {
  calibrate,
  expectedCalibrationError,
  fitPlatt,
  negativeLogLikelihood,
  type PlattCalibrator,
} from '@tiebreak/calibration';
import { type ReferenceUtterance, sigmoid } from '@tiebreak/interpretation';
import { scoreLists, trainLogLinear } from '@tiebreak/log-linear';
import { selectLists } from '@tiebreak/objectives';
import { foldOf } from '@tiebreak/statistics';
import { simulatedLines } from '../test/simulated-lines';
import { development, found, music, options, train } from '../test/simulated-training';
import {
  type CalibratorChoice,
  inGateSplit,
  type LineSource,
  type ModelKind,
  scoreParts,
  type TrainedReranker,
  trainReranker,
  UnteachableLines,
} from './index';
import { domainLines, toRankedLists } from './training-lines';

let trained: ReturnType<typeof found>;
beforeAll(async () => {
  trained = found(await trainReranker(music, train, development, options));
});
/** The lines that are learned from. */
const learned = train.filter(({ id }) => !inGateSplit(id));

describe('training a re-ranker', () => {
  it('finds the same twice', async () => {
    expect(found(await trainReranker(music, train, development, options))).toEqual(trained);
  });

  it('lets the seed decide the folds, and so the calibrator and the rate of right tops, and nothing else', async () => {
    const { calibrator, topRightRate, ...rest } = found(
      await trainReranker(music, train, development, { ...options, seed: 2 }),
    );
    expect(calibrator).not.toEqual(trained.calibrator);
    expect(topRightRate).toBeCloseTo(trained.topRightRate!, 1);
    expect(rest).toEqual({ ...trained, calibrator: undefined, topRightRate: undefined, seed: 2 });
  });

  it.each(['platt', 'temperature', 'beta', 'isotonic'] as const)(
    'gives %s scores that are calibrated on lines it has not seen: an error below .03',
    async (kind) => {
      const { parts, schema, calibrator } = await trainReranker(music, train, development, {
        ...options,
        calibrator: kind,
      });
      const unseen = toRankedLists(schema, domainLines(simulatedLines(3000, 3), 'Music'), 'Music');
      const scores = scoreParts(parts, unseen.features).map((logOdds) => calibrate(calibrator, logOdds));
      expect(calibrator.kind).toBe(kind);
      expect(expectedCalibrationError({ scores, right: unseen.right })).toBeLessThan(0.03);
    },
  );

  it('fits the calibrator to predictions of models that saw four fifths of the lines, not the line itself', async () => {
    const { schema, chosen, calibrator, topRightRate } = await trainReranker(music, train, development, options);
    const lists = toRankedLists(schema, domainLines(learned, 'Music'), 'Music');
    const folds = learned.map(({ id }) => foldOf(id, 5, options.seed));
    const all = [...learned.keys()];
    const models = [0, 1, 2, 3, 4].map((fold) => {
      const others = all.filter((i) => folds[i] !== fold);
      return trainLogLinear(selectLists(lists, others), { objective: 'r3', lambda: 1, l2: 1, ...chosen[0]!.settings });
    });
    const logOdds = all.flatMap((i) => [...scoreLists(models[folds[i]!]!, selectLists(lists, [i]))]);
    // Of each list of two the higher counts.
    const tops = all.map((i) => (logOdds[2 * i + 1]! > logOdds[2 * i]! ? 2 * i + 1 : 2 * i));
    const { slope, intercept } = fitPlatt(
      tops.map((row) => logOdds[row]!),
      tops.map((row) => lists.right[row]!),
    );
    expect(topRightRate).toBe(tops.reduce((sum, row) => sum + lists.right[row]!, 0) / tops.length);
    expect(calibrator).toMatchObject({ kind: 'platt' });
    expect(Math.abs((calibrator as PlattCalibrator).slope - slope)).toBeLessThan(1e-3);
    expect(Math.abs((calibrator as PlattCalibrator).intercept - intercept)).toBeLessThan(1e-3);
  });

  it('without a calibrator leaves the log-odds as they are', async () => {
    const none = await trainReranker(music, train, development, { ...options, calibrator: 'none' });
    const { calibrator } = none;
    expect(none).not.toHaveProperty('topRightRate');
    for (const logOdds of [-3, 0, 2]) expect(calibrate(calibrator, logOdds)).toBe(sigmoid(logOdds));
  });

  it.each([
    ['r1', 3],
    ['r2', 3],
    ['r3', 6],
  ] as const)('under %s tries %d points and takes one of them, of the likeliest penalty', async (objective, points) => {
    const {
      search,
      chosen,
      objective: used,
    } = await trainReranker(music, train, development, { ...options, objective });
    expect([used, search.length, new Set(search.map(({ settings }) => JSON.stringify(settings))).size]).toEqual([
      objective,
      points,
      points,
    ]);
    const penalty = search.slice(0, 3).reduce((a, b) => (b.nll < a.nll ? b : a));
    const [taken] = chosen;
    expect(search).toContainEqual(taken);
    expect(taken!.settings.l2).toBe(penalty.settings.l2);
    expect(taken!.semer).toBeLessThanOrEqual(
      [penalty, ...search.slice(3)].reduce((a, b) => (b.nll < a.nll ? b : a)).semer,
    );
  });

  it('tells the share of the work done, which rises to 1', async () => {
    for (const objective of ['r2', 'r3'] as const) {
      for (const calibrator of ['none', 'isotonic'] as CalibratorChoice[]) {
        const shares: number[] = [];
        await trainReranker(music, train, development, {
          ...options,
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

describe('training lines', () => {
  it('of the gate split teach nothing, unless they are asked to', async () => {
    expect(learned.length).toBeLessThan(train.length);
    expect(found(await trainReranker(music, learned, development, options))).toEqual(trained);
    const all = found(await trainReranker(music, train, development, { ...options, gateLines: 'learned' }));
    expect([all.gateLines, trained.gateLines]).toEqual(['learned', 'left-out']);
    expect(all.parts).not.toEqual(trained.parts);
  });

  it('teach the same when they are read from a stream, twice', async () => {
    let readings = 0;
    const stream: LineSource = {
      async *[Symbol.asyncIterator]() {
        readings++;
        await Promise.resolve();
        yield* train;
      },
    };
    expect(found(await trainReranker(music, stream, development, options))).toEqual(trained);
    expect(readings).toBe(2);
  });
});

describe('richer kinds', () => {
  const fewer = { train: train.slice(0, 300), development: development.slice(0, 150), held: simulatedLines(1500, 3) };
  const learn = (kind: ModelKind, seed = 1) =>
    trainReranker(music, fewer.train, fewer.development, { ...options, kind, seed });
  /** The mean loss over hypotheses of lines that no model has seen. */
  const nllOf = ({ schema, parts, calibrator }: TrainedReranker): number => {
    const lists = toRankedLists(schema, domainLines(fewer.held, 'Music'), 'Music');
    const scores = scoreParts(parts, lists.features).map((logOdds) => calibrate(calibrator, logOdds));
    return negativeLogLikelihood({ scores, right: lists.right });
  };
  let blend: TrainedReranker;
  beforeAll(async () => {
    blend = await learn('blend');
  });

  it('are the same for the same seed, and others for another', async () => {
    expect(found(await learn('blend'))).toEqual(found(blend));
    for (const kind of ['boosted', 'mlp'] as const) {
      expect((await learn(kind, 2)).parts).not.toEqual((await learn(kind, 1)).parts);
    }
  });

  it('are about as likely as the log-linear model where the truth is log-linear', async () => {
    const line = nllOf(await learn('log-linear'));
    for (const richer of [await learn('boosted'), await learn('mlp'), blend])
      expect(nllOf(richer)).toBeLessThan(1.2 * line);
  });

  it('record every point of their searches, the chosen ones among them', () => {
    const { chosen, search, parts } = blend;
    for (const { weight } of parts) expect(weight).toBeGreaterThan(0);
    expect(chosen.map(({ kind }) => kind)).toEqual(['log-linear', 'boosted', 'mlp']);
    for (const point of chosen) expect(search).toContainEqual(point);
  });
});

describe("a domain's training", () => {
  const changed = async (change: (line: ReferenceUtterance) => ReferenceUtterance) =>
    found(await trainReranker(music, train.map(change), development.map(change), options));

  it("does not change when other domains' hypotheses are taken away", async () => {
    expect(
      await changed((line) => ({ ...line, hypotheses: line.hypotheses.filter(({ domain }) => domain === 'Music') })),
    ).toEqual(trained);
  });

  it("does not change when other domains' hypotheses say something else, come first or are of another domain", async () => {
    const certain = { domain: 1, intent: 1, ner: 1 } as ReferenceUtterance['hypotheses'][number]['scores'];
    expect(
      await changed((line) => ({
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

  it('does not change when lines that it did not answer are added', async () => {
    const foreign = simulatedLines(50, 5).map((line) => ({
      ...line,
      hypotheses: line.hypotheses.filter(({ domain }) => domain === 'Books'),
    }));
    expect(found(await trainReranker(music, [...foreign, ...train], [...foreign, ...development], options))).toEqual(
      trained,
    );
  });

  it('does not change with what was meant by lines that were not meant for it', async () => {
    const other = { domain: 'Other', intent: '', slots: [] };
    expect(await changed((line) => (line.truth.domain === 'Music' ? line : { ...line, truth: other }))).toEqual(
      trained,
    );
  });
});

describe('lines that can teach nothing', () => {
  const wrong = simulatedLines(30, 6).map((line) => ({ ...line, truth: { domain: 'Other', intent: '', slots: [] } }));
  const learn = (on: readonly ReferenceUtterance[], dev: readonly ReferenceUtterance[]) =>
    trainReranker(music, on, dev, options);

  it('are refused when the domain answered none of them', async () => {
    const video = { ...music, name: 'Video' };
    await expect(trainReranker(video, train, development, options)).rejects.toThrow(
      new UnteachableLines('training lines: expected hypotheses of domain "Video", got none'),
    );
    await expect(learn([], development)).rejects.toThrow(UnteachableLines);
  });

  it('are refused when nothing is right or nothing is wrong, with the count', async () => {
    await expect(learn(wrong, development)).rejects.toThrow(
      /training lines: expected right and wrong hypotheses of domain "Music", got 0 right of \d+; .*truth/,
    );
    const right = train.map((line) => ({
      ...line,
      hypotheses: line.hypotheses.slice(0, 1),
      truth: { ...line.hypotheses[0]! },
    }));
    await expect(learn(right, development)).rejects.toThrow(/got (\d+) right of \1;/);
  });

  it('are refused among development lines too', async () => {
    await expect(learn(train, [])).rejects.toThrow(/^development lines: expected hypotheses/);
    await expect(learn(train, wrong)).rejects.toThrow(/^development lines: expected right and wrong/);
  });

  it.each(['auto', 'platt'] as const)(
    'are refused when the best of each is right, for the calibrator %s',
    async (calibrator) => {
      const sure = train.flatMap((line) => {
        const [first, ...others] = line.hypotheses;
        const certain = {
          ...first!,
          scores: { domain: 0.99, intent: 0.99, ner: 0.99 } as (typeof first & object)['scores'],
        };
        const doubtful = others.map((each) => ({
          ...each,
          scores: { domain: 0.01, intent: 0.01, ner: 0.01 } as typeof certain.scores,
        }));
        return others.length === 0 ? [] : [{ ...line, hypotheses: [certain, ...doubtful], truth: { ...certain } }];
      });
      await expect(trainReranker(music, sure, development, { ...options, calibrator })).rejects.toThrow(
        /training lines: expected best hypotheses of domain "Music" of which some are right and some are wrong, got (\d+) right of \1; calibrator none needs neither/,
      );
    },
  );

  it('are refused when the one line there is leaves none to calibrate on', async () => {
    const rightLine = learned.find(({ truth }) => truth.slots[0]!.value === 'first' && truth.domain === 'Music')!;
    await expect(learn([rightLine], development)).rejects.toThrow(
      new UnteachableLines(
        'training lines: expected enough of domain "Music" to hold some out for the calibrator, got 1',
      ),
    );
  });
});
