/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

import base from './jest.config';

// Specs that need the operating system: pseudo-terminals, `chat`, `socat`, sockets. Run with `npm run test:system`.
const config: Config = {
  ...base,
  testMatch: ['**/specs/system/**/*-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};

export default config;
