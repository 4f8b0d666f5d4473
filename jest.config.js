import { fileURLToPath } from 'node:url';

// Nest and some of its dependencies are published as ES modules only, or import some; Jest runs CommonJS.
const esModules = [
  ...['@nestjs', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@borewit', '@noble'],
  ...['@observablehq', 'd3', 'd3-[a-z-]+', 'internmap', 'isoformat', 'delaunator', 'robust-predicates'],
  '@opentelemetry/otlp-exporter-base',
  ...['stemmer', 'double-metaphone', 'p-limit', 'yocto-queue'],
];

/** One configuration for every project; Nx passes the project as --rootDir. */
export default {
  testEnvironment: fileURLToPath(new URL('tools/jest/environment.cjs', import.meta.url)),
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  // Ends what hangs; a busy machine may take its time.
  testTimeout: 300_000,
};
