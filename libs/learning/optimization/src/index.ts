export { minimize, type MinimizeOptions, type Minimum, type Objective } from './lbfgs';
