// Runs `program.js` beside this file with the machine code of an earlier run, which halves what a start costs. The first run leaves it.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const folder = dirname(__filename);
const filename = join(folder, 'program.js');
const cache = join(folder, 'program.cache');
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const text = readFileSync(filename, 'utf8').replace(/^#!.*/, '');
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
  filename,
  cachedData,
});
if (cachedData === undefined) process.on('exit', () => writeFileSync(cache, script.createCachedData()));
script.runInThisContext()(module.exports, require, module, filename, folder);
