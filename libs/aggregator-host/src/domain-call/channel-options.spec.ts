import { mayHaveReplicas } from './channel-options';

describe('a target', () => {
  it.each([
    ['dns:///music:50051', true],
    ['music:50051', true],
    ['ipv4:10.0.0.1:50051,10.0.0.2:50051', true],
    ['127.0.0.1:50051', false],
    ['ipv4:10.0.0.1:50051', false],
    ['[::1]:50051', false],
  ])('%s may stand for several replicas: %s', (target, several) => {
    expect(mayHaveReplicas(target)).toBe(several);
  });
});
