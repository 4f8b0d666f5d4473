import { contextAttribute, slotCount, upstreamLogits } from '@tiebreak/features';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { defineDomain, withSignals } from '@tiebreak/scoring';
import { simulatedLines } from '../test/simulated-lines';
import { type TrainedReranker, type TrainingOptions, trainReranker, UnteachableLines } from './index';

const music = defineDomain({ name: 'Music', features: [upstreamLogits, slotCount, contextAttribute('device')] });
const train = simulatedLines(750, 1);
const development = simulatedLines(300, 2);
const options: TrainingOptions = {
  kind: 'log-linear',
  objective: 'r3',
  calibrator: 'platt',
  seed: 1,
  gateLines: 'left-out',
};

/** Everything that training found; functions do not compare. */
const found = ({ schema, ...rest }: TrainedReranker) => ({ ...rest, features: schema.entries });

describe('training with signals', () => {
  /** Lines with a signal that says more than their scores: which readings are right, but for one in ten. */
  const heard = (lines: readonly ReferenceUtterance[]) =>
    lines.map((line, i) => ({
      ...line,
      hypotheses: line.hypotheses.map((hypothesis) => {
        const isRight =
          hypothesis.domain === line.truth.domain && hypothesis.slots[0]!.value === line.truth.slots[0]!.value;
        return { ...hypothesis, signals: { whisper: Number(isRight !== (i % 10 === 0)) } };
      }),
    }));
  const [on, dev] = [heard(train), heard(development)];

  it('learns from those that it is given, and is as it was without them, to the bit, otherwise', async () => {
    const trained = found(await trainReranker(music, train, development, options));
    const { development: scores } = await trainReranker(withSignals(music, ['whisper']), on, dev, options);
    expect(scores.nll).toBeLessThan(0.9 * trained.development.nll);
    expect(found(await trainReranker(music, on, dev, options))).toEqual(trained);
  });

  it('is refused when no hypothesis has one of them, in either file', async () => {
    const musicOf = (name: string) => withSignals(music, ['whisper', name]);
    await expect(trainReranker(musicOf('shout'), on, dev, options)).rejects.toThrow(
      new UnteachableLines(
        'training lines: expected the signal "shout" with some hypothesis of domain "Music", got it with none',
      ),
    );
    await expect(trainReranker(withSignals(music, ['whisper']), on, development, options)).rejects.toThrow(
      'development lines: expected the signal "whisper"',
    );
  });
});
