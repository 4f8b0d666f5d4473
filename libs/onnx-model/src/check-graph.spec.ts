import onnxProto from 'onnx-proto';
import {
  after,
  DOUBLE,
  FLOAT,
  node,
  type PlainModel,
  refusal,
  scalar,
  tensorOf,
  weights,
  WIDTH,
} from '../test/foreign-graph';

const { onnx } = onnxProto;

describe('a graph made elsewhere', () => {
  it.each<[string, (model: PlainModel) => void]>([
    ['as the format has it', () => undefined],
    ['whose sizes have no numbers', ({ graph }) => (graph.input = [tensorOf('features', ['rows', 'columns'])])],
    ['of an older operator set', ({ opsetImport }) => (opsetImport[0]!.version = 13)],
    [
      'with another output beside, even one of another shape',
      ({ graph }) => {
        graph.node.push(node('Neg', ['features'], 'more'));
        graph.output.push(tensorOf('more', ['n', WIDTH]));
      },
    ],
    [
      'whose score stops rising at its ends',
      (model) => {
        scalar(model, 'low', 0.1);
        scalar(model, 'high', 0.6);
        model.graph.node[1]!.output = ['sigmoid'];
        model.graph.node.push(node('Clip', ['sigmoid', 'low', 'high'], 'score'));
      },
    ],
  ])('is accepted %s', async (_, change) => {
    expect(await refusal(change)).toBe('accepted');
  });

  it.each<[string, (model: PlainModel) => void, RegExp]>([
    [
      'lacks both outputs',
      ({ graph }) => {
        after({ graph } as PlainModel, node('Sigmoid', ['sum'], 'probabilities'));
        graph.output = [tensorOf('probabilities', ['n'])];
      },
      /^model.onnx: expected output "log_odds", got probabilities; output "score", got probabilities$/,
    ],
    [
      'calls its input otherwise',
      ({ graph }) => {
        graph.input[0]!.name = 'X';
        graph.node[0]!.input![0] = 'X';
      },
      /^model.onnx: expected input "features" and no other, got X$/,
    ],
    [
      'wants float64 features',
      ({ graph }) => {
        graph.input = [tensorOf('features', ['n', WIDTH], DOUBLE)];
        graph.initializer = [{ name: 'w', dims: [WIDTH], dataType: DOUBLE, doubleData: weights }];
        graph.output = ['log_odds', 'score'].map((name) => tensorOf(name, ['n'], DOUBLE));
      },
      /^model.onnx: expected input "features" of float32 \[n, 6\], got float64 \[n, 6\]$/,
    ],
    [
      'takes one row only',
      ({ graph }) => (graph.input = [tensorOf('features', [1, WIDTH])]),
      /^model.onnx: expected input "features" of float32 \[n, 6\], got float32 \[1, 6\]$/,
    ],
    [
      'gives columns [n, 1] for [n]',
      ({ graph }) => {
        graph.initializer[0]!.dims = [WIDTH, 1];
        graph.output = ['log_odds', 'score'].map((name) => tensorOf(name, ['n', 1]));
      },
      /^model.onnx: expected output "log_odds" of float32 \[n\], here \[2\], got float32 \[2, 1\]$/,
    ],
    [
      'gives a pair of classes for a score',
      (model) => {
        after(
          model,
          node('Identity', ['sum'], 'log_odds'),
          node('Neg', ['sum'], 'other'),
          node('Unsqueeze', ['sum', 'axis'], 'a'),
          node('Unsqueeze', ['other', 'axis'], 'b'),
          node('Concat', ['b', 'a'], 'pair', 1),
          node('Softmax', ['pair'], 'score', 1),
        );
        model.graph.initializer.push({
          name: 'axis',
          dims: [1],
          dataType: onnx.TensorProto.DataType.INT64,
          int64Data: [1],
        });
        model.graph.output[1] = tensorOf('score', ['n', 2]);
      },
      /^model.onnx: expected output "score" of float32 \[n\], here \[2\], got float32 \[2, 2\]$/,
    ],
    [
      'gives log-odds for a score',
      (model) => {
        after(model, node('Identity', ['sum'], 'log_odds'), node('Mul', ['sum', 'big'], 'score'));
        scalar(model, 'big', 3);
      },
      /^model.onnx score: expected probabilities in \[0, 1\], got -?\d/,
    ],
    [
      'gives no number somewhere',
      (model) => {
        after(model, node('Log', ['sum'], 'log_odds'), node('Sigmoid', ['log_odds'], 'score'));
      },
      /^model.onnx log_odds: expected finite numbers, got (NaN|-Infinity)/,
    ],
    [
      'gives the probability of the other class',
      (model) => {
        after(
          model,
          node('Identity', ['sum'], 'log_odds'),
          node('Neg', ['sum'], 'other'),
          node('Sigmoid', ['other'], 'score'),
        );
      },
      /^model.onnx score: expected a score that rises with log_odds: at least .* is one of them of the other class\?$/,
    ],
    [
      'compares the rows of a batch',
      (model) => {
        after(model, node('Softmax', ['sum'], 'score', 0), node('Log', ['score'], 'log_odds'));
      },
      /^model.onnx log_odds: expected -?0 for the row of zeros, as when it comes alone, got -.* among others; a row must not/,
    ],
    [
      'is of an operator set that is too new',
      ({ opsetImport }) => (opsetImport[0]!.version = 99),
      /^model.onnx opset: expected at most \d+ \(this ONNX Runtime\), got 99$/,
    ],
    [
      'is of a file version that is too new',
      (model) => (model.irVersion = 99),
      /^model.onnx IR version: expected at most \d+ \(this ONNX Runtime\), got 99$/,
    ],
    [
      'needs an operator of its own',
      ({ graph }) => (graph.node[1]!.opType = 'Calibrate'),
      /^model.onnx: expected a re-ranker graph that runs, got .*No Op registered for Calibrate/,
    ],
  ])('is refused when it %s', async (_, change, message) => {
    expect(await refusal(change)).toMatch(message);
  });

  it('is refused when its weights lie in another file, which no digest covers', async () => {
    const outside = {
      dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: [{ key: 'location', value: 'weights.bin' }],
    };
    const message =
      /^model.onnx: expected all weights inside the file, got external data in weights.bin for w; save the model as one file$/;
    const external = { name: 'w', dims: [WIDTH], dataType: FLOAT, ...outside };
    expect(await refusal(({ graph }) => (graph.initializer = [external]))).toMatch(message);
    const constant = {
      opType: 'Constant',
      output: ['w'],
      attribute: [{ name: 'value', type: onnx.AttributeProto.AttributeType.TENSOR, t: external }],
    };
    expect(
      await refusal(({ graph }) => {
        graph.initializer = [];
        graph.node.unshift(constant);
      }),
    ).toMatch(message);
  });
});
