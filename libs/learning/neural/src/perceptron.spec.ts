import fc from 'fast-check';
import { seededRandom } from '@tiebreak/statistics';
import { meanPerceptron, type Perceptron, scorePerceptron } from './perceptron';

function randomPerceptron(columns: number, hidden: number, seed: number): Perceptron {
  const random = seededRandom(seed);
  const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
  return {
    columns,
    hidden,
    inputWeights: normals(columns * hidden),
    hiddenBiases: normals(hidden),
    outputWeights: normals(hidden),
    skipWeights: normals(columns),
    outputBias: random.normal(),
  };
}

describe('a perceptron', () => {
  it('scores u . tanh(Wf + c) + v . f + b', () => {
    const model: Perceptron = {
      columns: 2,
      hidden: 2,
      inputWeights: Float64Array.of(1, 2, 3, 4),
      hiddenBiases: Float64Array.of(-3, 0.5),
      outputWeights: Float64Array.of(10, 100),
      skipWeights: Float64Array.of(1000, 2000),
      outputBias: 7,
    };
    const scores = scorePerceptron(model, Float32Array.of(0, 1, 0.5, 0));
    expect(scores[0]).toBeCloseTo(10 * Math.tanh(0) + 100 * Math.tanh(4.5) + 2007, 10);
    expect(scores[1]).toBeCloseTo(10 * Math.tanh(-2.5) + 100 * Math.tanh(1.5) + 507, 10);
  });

  it('is the mean of members when it has all of their hidden units: its log-odds are the mean of theirs', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, fc.integer(), (hiddens, seed) => {
        const members = hiddens.map((hidden, i) => randomPerceptron(3, hidden, seed + i));
        const random = seededRandom(seed - 1);
        const features = Float32Array.from({ length: 12 }, () => random.normal());
        const scores = members.map((member) => scorePerceptron(member, features));
        const wide = meanPerceptron(members);
        expect(wide.hidden).toBe(hiddens.reduce((sum, hidden) => sum + hidden, 0));
        scorePerceptron(wide, features).forEach((score, row) => {
          expect(score).toBeCloseTo(scores.reduce((sum, of) => sum + of[row]!, 0) / members.length, 12);
        });
      }),
    );
  });
});
