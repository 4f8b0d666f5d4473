import base from '../../jest.config.js';

/** Acceptance runs: longer than tests, on real data, by name (see run.js). */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/tools/acceptance/*.acceptance.ts'],
  testTimeout: 120_000,
};
