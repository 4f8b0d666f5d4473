export { type Perceptron, scorePerceptron } from './perceptron';
export { type PerceptronOptions } from './perceptron-options';
export { trainPerceptronEnsemble } from './train-perceptron';
