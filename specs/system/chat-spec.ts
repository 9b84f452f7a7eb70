import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstValueFrom, shareReplay, Subject, takeUntil } from 'rxjs';
import { emulator, type FamilyName } from '../../lib/emulator';
import { httpOrigin } from '../../lib/emulator/node/httpOrigin';
import { servePseudoTerminal } from '../../lib/emulator/node/servePseudoTerminal';

// A client that nobody here wrote: `chat`, of Debian's package ppp.

const SHELL = '/bin/sh';
const QUOTED = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

let server: Server;
let url: string;
const over = new Subject<void>();

beforeAll(async () => {
  server = createServer((_, response) => response.end('hello'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  over.next();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Runs a chat script on a virtual modem; gives its exit code and which lines the modem heard. */
const chat = async (family: FamilyName, script: readonly string[]) => {
  const modem = emulator({ family, origin: httpOrigin() });
  const heard: string[] = [];
  modem.heard.subscribe((line) => heard.push(line));
  const served = servePseudoTerminal({ emulator: modem }).pipe(
    takeUntil(over),
    shareReplay({ bufferSize: 1, refCount: false }),
  );
  served.subscribe();
  const path = await firstValueFrom(served);
  const words = ['-t', '10', ...script].map(QUOTED).join(' ');
  const child = spawn(SHELL, ['-c', `PATH="$PATH:/usr/sbin" exec chat ${words} < ${path} > ${path}`], {
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, heard };
};

it('opens a bearer and gets a page on a SIM800', async () => {
  const { code, heard } = await chat('sim800', [
    ...['ABORT', 'ERROR', '', 'at', 'OK', 'AT+CSQ;+CREG?', 'OK'],
    ...['AT+SAPBR=3,1,"Contype","GPRS"', 'OK', 'AT+SAPBR=1,1', 'OK', 'AT+SAPBR=2,1'],
    ...['+SAPBR: 1,1,"10.89.193.1"\\r\\n\\r\\nOK'],
    ...[
      'AT+HTTPINIT',
      'OK',
      'AT+HTTPPARA="CID",1',
      'OK',
      `AT+HTTPPARA="URL","${url}"`,
      'OK',
      'AT+HTTPACTION=0',
    ],
    ...['+HTTPACTION: 0,200,5', 'AT+HTTPREAD', '+HTTPREAD: 5\\r\\nhello\\r\\nOK', 'AT+HTTPTERM', 'OK', ''],
  ]);

  expect(code).toBe(0);
  expect(heard).toContain('AT+HTTPTERM');
});

it('gets a page on an A7600', async () => {
  const { code } = await chat('a7600', [
    ...['ABORT', 'ERROR', '', 'ATE0', 'OK', 'AT+CPIN?', '+CPIN: READY\\r\\n\\r\\nOK', 'AT+HTTPINIT', 'OK'],
    ...[`AT+HTTPPARA="URL","${url}"`, 'OK', 'AT+HTTPACTION=0', '+HTTPACTION: 0,200,5', 'AT+HTTPREAD=0,10'],
    ...['+HTTPREAD: 5\\r\\nhello\\r\\n+HTTPREAD: 0', 'AT+HTTPTERM', 'OK', ''],
  ]);

  expect(code).toBe(0);
});

it('is refused what the modem refuses', async () => {
  const { code } = await chat('sim800', ['ABORT', 'ERROR', '', 'AT+HTTPTERM', 'OK', '']);

  // The first of its ABORT strings.
  expect(code).toBe(4);
});
