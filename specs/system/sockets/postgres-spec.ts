import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { sockets } from '../../../lib';
import { duplexOf } from '../../../lib/transports/node';
import { FAMILIES, SocketBench } from './socketBench';

// `pg` of npm against Debian's PostgreSQL on loopback, over one socket of the modem.

const bench = new SocketBench();
const PROGRAMS = '/usr/lib/postgresql';
const PASSWORD = 'open sesame';
let port = 0;

/** PostgreSQL does not run as root: Debian has a user for it. */
const owner = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (userInfo().uid !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
};

beforeAll(async () => {
  const [version = ''] = readdirSync(PROGRAMS).sort().reverse();
  const program = (name: string): string => join(PROGRAMS, version, 'bin', name);
  const [data, secret] = [join(bench.folder, 'data'), join(bench.folder, 'password')];
  const user = owner();
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(secret, PASSWORD);
  chmodSync(bench.folder, 0o755);
  for (const path of user ? [data, secret] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0);
  const ways = ['-A', 'scram-sha-256', '-U', 'rxmodem', `--pwfile=${secret}`, '--no-sync', '--no-locale'];
  const made = bench.start(program('initdb'), ['-D', data, '-E', 'UTF8', ...ways], user);
  made.stdout?.resume();
  const [code] = (await once(made, 'exit')) as [number];
  if (code !== 0) throw new Error('initdb failed');
  port = await bench.freePort();
  const settings = ['-F', '-h', '127.0.0.1', '-p', String(port), '-k', data];
  const server = bench.start(program('postgres'), ['-D', data, ...settings], user);
  server.stderr?.resume();
  await bench.until(port);
});
afterAll(() => bench.close());

it.each(FAMILIES)('pg stores and reads rows through a %s', async (family) => {
  const modem = await bench.opened(await bench.served(family));
  const client = new Client({
    ...{ user: 'rxmodem', password: PASSWORD, database: 'postgres', ssl: false },
    stream: () => duplexOf(sockets.tcp(modem, { host: 'sql.example', port })),
  });
  await client.connect();
  await client.query('CREATE TEMP TABLE notes (id int, text text, bytes bytea)');
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_, at) => at % 256));
  await client.query('INSERT INTO notes VALUES ($1, $2, $3)', [7, '\r\nOK\r\n> 0, CLOSED', bytes]);
  const { rows } = await client.query('SELECT id, text, bytes FROM notes');
  const many = await client.query<{ n: number }>('SELECT n FROM generate_series(1, 5000) AS n');
  const wrong = await client.query('SELECT nothing').catch((error: { code: string }) => error.code);
  await client.end();

  expect(rows).toEqual([{ id: 7, text: '\r\nOK\r\n> 0, CLOSED', bytes }]);
  expect(many.rows.reduce((sum, { n }) => sum + n, 0)).toBe(12_502_500);
  expect(wrong).toBe('42703');
});
