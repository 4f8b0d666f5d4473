import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { withSignals } from '@tiebreak/scoring';
import { development, found, music, options, train } from '../test/simulated-training';
import { trainReranker, UnteachableLines } from './index';

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
