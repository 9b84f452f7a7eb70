// Runs npm scripts side by side, as many at a time as there are cores, and prints what each said when it has ended.
//
//     node scripts/sideBySide.mjs typecheck lint format:check
//
// All of them run to their end, so that one run shows everything that is wrong. The exit code is 1 if any of them failed.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const waiting = process.argv.slice(2);
let failed = 0;
const lane = async () => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { code, output, seconds } = await run(name);
    if (code !== 0) failed += 1;
    console.log(`${output}${code === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds} s)`);
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, lane));
process.exitCode = failed > 0 ? 1 : 0;

function run(name) {
  const startedAt = Date.now();
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  child.stdout.on('data', (bytes) => said.push(bytes));
  child.stderr.on('data', (bytes) => said.push(bytes));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        output: Buffer.concat(said).toString(),
        seconds: ((Date.now() - startedAt) / 1_000).toFixed(1),
      }),
    );
  });
}
