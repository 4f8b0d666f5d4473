import { type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { foldOf, seededRandom } from '@tiebreak/statistics';

/** What a model is trained on and chosen on. */
export interface TrainingLines {
  readonly train: readonly ReferenceUtterance[];
  readonly dev: readonly ReferenceUtterance[];
}

/** Other lines made of the lines at hand, the same for the same seed. */
export type LineDraw = (lines: TrainingLines, seed: number) => TrainingLines;

export const LINE_DRAWS = {
  /** As many training lines, drawn with replacement: what other traffic of the same kind might have been. */
  bootstrapped: ({ train, dev }, seed) => {
    const random = seededRandom(seed);
    return { train: train.map(() => train[random.integer(train.length)]!), dev };
  },

  /** Train and dev split anew, with dev as large a part as it was: 4 lines in 15. */
  resplit: ({ train, dev }, seed) => {
    const inDev = ({ id }: ReferenceUtterance): boolean => foldOf(id, 15, 100 + seed) < 4;
    const pool = [...train, ...dev];
    return { train: pool.filter((line) => !inDev(line)), dev: pool.filter(inDev) };
  },

  /** As many right hypotheses as before, but on lines and at places that chance chooses. */
  shuffledLabels: ({ train, dev }, seed) => {
    const random = seededRandom(seed);
    const labels = random.shuffle(
      train.map(({ hypotheses, truth }) => hypotheses.some((hypothesis) => sameInterpretation(hypothesis, truth))),
    );
    const shuffled = train.map((line, i) => {
      const { domain, intent, slots } = line.hypotheses[random.integer(line.hypotheses.length)]!;
      const truth = labels[i] === true ? { domain, intent, slots } : { domain: 'Other', intent: '', slots: [] };
      return { ...line, truth };
    });
    return { train: shuffled, dev };
  },
} satisfies Record<string, LineDraw>;
