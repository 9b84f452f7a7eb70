/** Runs a demo by its number: `npm run demo 03`, `npm run demo -- 03 --port /dev/ttyUSB0`. Lists them without one. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [number = '', ...options] = process.argv.slice(2);
const demos = readdirSync(__dirname).filter((name) => /^\d\d-.*\.ts$/.test(name));
const chosen = demos.find((name) => number !== '' && name.startsWith(number.padStart(2, '0')));

/** The first sentence of the comment that a demo begins with. */
const about = (name: string): string =>
  /\/\*\*[\s*]*([^.]*\.)/
    .exec(readFileSync(join(__dirname, name), 'utf8'))?.[1]
    ?.replace(/\s+\*?\s*/g, ' ') ?? '';

if (chosen === undefined) {
  if (number !== '') console.error(`There is no demo ${number}.\n`);
  for (const name of demos) console.log(`${name.slice(0, 2)}  ${about(name)}`);
  console.log('\nnpm run demo 03                            on a virtual modem');
  console.log('npm run demo -- 03 --port /dev/ttyUSB0     on yours; --help tells the rest');
  process.exitCode = number === '' ? 0 : 2;
} else if (options[0] !== undefined && !options[0].startsWith('-')) {
  // npm takes options before -- as its own and passes the rest.
  console.error(
    `What is ${options[0]}? Options stand behind --: npm run demo -- ${number} --port ${options[0]}`,
  );
  process.exitCode = 2;
} else {
  // The demo handles Ctrl-C: it winds up the modem first.
  process.on('SIGINT', () => undefined);
  const demo = ['-r', 'esbuild-register', join(__dirname, chosen), ...options];
  process.exitCode = spawnSync(process.execPath, demo, { stdio: 'inherit' }).status ?? 1;
}
