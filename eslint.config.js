import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Without a cached project graph the boundary rule says so on stdout and lets everything pass. `nx lint` always has one.
try {
  readCachedProjectGraph();
} catch {
  await createProjectGraphAsync();
}

/** Which layers a layer may import from; docs/architecture.md draws the same arrows. */
const arrows = {
  core: ['core'],
  algorithm: ['core', 'algorithm'],
  domain: ['core', 'algorithm'],
  adapter: ['core', 'algorithm', 'adapter'],
  host: ['core', 'algorithm', 'adapter', 'host'],
  test: ['core', 'algorithm', 'adapter', 'host', 'test'],
  app: ['core', 'algorithm', 'domain', 'adapter', 'host', 'test'],
  tool: ['core', 'algorithm', 'domain', 'adapter', 'host', 'test'],
};

/** Layers that run in a browser or a notebook as they are. */
const portable = new Set(['core', 'algorithm', 'domain']);
const serverOnly = ['@nestjs/*', '@grpc/*', 'onnxruntime-*', 'class-validator', 'class-transformer'];

const depConstraints = Object.entries(arrows).map(([layer, allowed]) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: allowed.map((name) => `layer:${name}`),
  ...(portable.has(layer) ? { bannedExternalImports: serverOnly } : {}),
}));

/** What is left out of an object on purpose, or stands before an argument that is used. */
const unused = { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true };

/** Classes that only describe plain objects, to the framework or to the validator of files and settings. */
const shapes = ['Manifest', 'RegistryEntry', 'RerankerSettings', 'AggregatorSettings'];

/** What runs in a browser with a page; what does not touch one is in the workspace's program. */
const browser = ['apps/console/page/**/*.ts', 'apps/console/page/**/*.tsx'];

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '**/.nx', 'libs/protocol/src/generated', '**/*.cjs'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          // The command line's reference page is made from its program; generators read data files as it does, and write
          // the deployment as the tool beside them does.
          allow: [
            '../../apps/cli/src/program',
            '../../../../apps/cli/src/data-file',
            '../../../deploy/deployment-files',
          ],
          depConstraints,
          // The vocabulary's specs draw from the generators, which are made of the vocabulary.
          ignoredCircularDependencies: [['interpretation', 'arbitraries']],
        },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Index access is checked by noUncheckedIndexedAccess; in numerical loops the bound is the proof.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', unused],
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'file', name: shapes }] }],
      // A literal of the right shape is as good as an instance of a class that only describes a shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment through @tiebreak/configuration.' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['**/*.spec.ts', 'libs/conformance/**', 'libs/arbitraries/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@tiebreak/arbitraries', message: 'Random interpretations are for tests only.' },
            { name: 'node:process', message: 'Read the environment through @tiebreak/configuration.' },
          ],
        },
      ],
    },
  },
  {
    files: browser,
    ignores: ['apps/console/page/view/**'],
    languageOptions: {
      parserOptions: { project: './apps/console/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  { files: ['**/*.spec.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
);
