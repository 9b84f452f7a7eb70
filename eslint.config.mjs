import eslint from '@eslint/js';
import rxjsX from 'eslint-plugin-rxjs-x';
import tseslint from 'typescript-eslint';

// The core runs in a browser and in virtual time: no Node modules, no timers or promises of its own (architecture: layers).
const nodeSide = [
  'lib/transports/!(webSerial).ts',
  'lib/node/**',
  'lib/metrics/**',
  'lib/emulator/node/**',
  'lib/cli/**',
  'lib/dashboard/**',
];
// Where promises and async iterables meet the core on purpose.
const promiseEdges = ['lib/flows/{createFetch,fetchBy}.ts', '{lib,operators}/**/*syncIterable.ts'];

const noPlainError = {
  selector: "ThrowStatement > NewExpression[callee.name='Error']",
  message: 'Throw a ModemError with a Reason: a reader can match it, and it says what to do next.',
};
const noAsync = [
  { selector: ':function[async=true]', message: 'The core has no promises: use an Observable.' },
  { selector: 'AwaitExpression', message: 'The core has no promises: use an Observable.' },
  { selector: 'ForOfStatement[await=true]', message: 'The core has no promises: use an Observable.' },
  {
    selector: "TSTypeReference[typeName.name='Promise']",
    message: 'The core has no promises: use an Observable.',
  },
];
const timers = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'clearTimeout',
  'clearInterval',
].map((name) => ({
  name,
  message: 'Timers come from RxJS operators only, so that flows run in virtual time.',
}));
const nodeGlobals = ['Buffer', 'process', '__dirname', '__filename', 'require'].map((name) => ({
  name,
  message: 'The core runs in a browser too: no Node globals.',
}));
const noPromise = { name: 'Promise', message: 'The core has no promises: use an Observable.' };

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'coverage/', 'node_modules/', 'specs/mutation/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['module', 'require', '__filename', 'process', 'console', 'Buffer', 'URL'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, rxjsX.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
    },
  },

  // Size: what is read at one go.
  {
    files: ['lib/**/*.ts', 'operators/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', noPlainError],
    },
  },
  // Tables may be as long as what they tabulate.
  {
    files: ['lib/families/**/*{Commands,Urcs}.ts', 'lib/grammar/**/*[cC]odes*.ts', 'lib/pdu/*Tables.ts'],
    rules: { 'max-lines': 'off' },
  },

  { files: ['lib/**/*.ts'], ignores: ['lib/cli/**'], rules: { 'no-console': 'error' } },
  {
    files: ['lib/**/*.ts', 'operators/**/*.ts'],
    ignores: nodeSide,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['rxmodem'].map((name) => ({ name, message: 'Inside the library import the file itself.' })),
          patterns: [
            { group: ['node:*'], message: 'The core imports no Node module.' },
            { group: ['rxmodem/*'], message: 'Inside the library import the file itself.' },
          ],
        },
      ],
    },
  },
  {
    files: [
      'lib/{grammar,wire,pdu,recording,dialects,families,modem,flows,pool,mqtt,mux,emulator}/**/*.ts',
      'operators/**/*.ts',
    ],
    ignores: [...nodeSide, ...promiseEdges],
    rules: {
      'no-restricted-syntax': ['error', noPlainError, ...noAsync],
      'no-restricted-globals': ['error', ...timers, ...nodeGlobals, noPromise],
    },
  },

  // The page has no library's reasons: what went wrong there is a sentence of its server.
  { files: ['lib/dashboard/page/**'], rules: { 'no-restricted-syntax': 'off' } },

  // jest's matchers take unbound methods and loosely typed values as a matter of course.
  {
    files: ['specs/**/*.ts'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
