// Runs the specs with every case of the laws: `npm run test:full [-- JEST OPTIONS]`.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['jest', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, RXMODEM_FULL: '1' },
});
process.exitCode = status ?? 1;
