/** @jest-config-loader esbuild-register */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Config } from 'jest';
import { RXJS } from './specs/helpers/rxjsBundle';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/specs'],
  testMatch: ['**/specs/**/*-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/specs/system/'],
  // One more than there are cores: many specs of the command wait for a process in real time.
  maxWorkers: availableParallelism() + 1,
  // Most specs run in virtual time: it is a busy machine that makes them last.
  testTimeout: 30_000,
  // What one run makes once, and takes away.
  globalSetup: '<rootDir>/specs/helpers/runFolder.ts',
  globalTeardown: '<rootDir>/specs/helpers/runFolderEnd.ts',
  transform: { '\\.ts$': '<rootDir>/scripts/jestTransform.cjs' },
  moduleNameMapper: {
    '^rxjs$': join(RXJS, 'index.js'),
    '^rxjs/testing$': join(RXJS, 'testing.js'),
    '^rxmodem$': '<rootDir>/lib/index.ts',
    '^rxmodem/operators$': '<rootDir>/operators/index.ts',
    '^rxmodem/authors$': '<rootDir>/lib/authors.ts',
    '^rxmodem/node$': '<rootDir>/lib/transports/node.ts',
    '^rxmodem/web-serial$': '<rootDir>/lib/transports/webSerial.ts',
    '^rxmodem/emulator$': '<rootDir>/lib/emulator/index.ts',
    '^rxmodem/testing$': '<rootDir>/lib/testing/index.ts',
    '^rxmodem/mqtt$': '<rootDir>/lib/mqtt/index.ts',
    '^rxmodem/metrics$': '<rootDir>/lib/metrics/index.ts',
  },
};

export default config;
