import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concat, concatMap, delay, EMPTY, from, NEVER, of, timer } from 'rxjs';
import {
  faults,
  emulator,
  simulatedFtp,
  simulatedWeb,
  type FtpOrigin,
  type EmulatorSettings,
} from '../../lib/emulator';
import type { FtpSession } from '../../lib/emulator/origins/ftpOrigin';
import { conversation, type Turn } from '../../lib/recording/recordedConversation';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { virtually } from '../modem/virtually';
import { open, type } from './desk';

const HOST = '116.228.221.52';
const login = { user: 'sim.cs1', password: '******' };
const set = (...more: readonly string[]): readonly string[] => [
  'ATE0',
  'AT+SAPBR=1,1',
  'AT+FTPCID=1',
  `AT+FTPSERV="${HOST}"`,
  'AT+FTPUN="sim.cs1"',
  'AT+FTPPW="******"',
  ...more,
];
const GET = ['AT+FTPGETNAME="1K.txt"', 'AT+FTPGETPATH="/"'];
const PUT = ['AT+FTPPUTNAME="1K.txt"', 'AT+FTPPUTPATH="/"'];

/** How a virtual modem comes to say what the note prints. */
interface Scene {
  readonly before?: readonly string[];
  readonly knobs?: Partial<EmulatorSettings>;
  readonly ftp?: FtpOrigin;
  /** What the note leaves out. */
  readonly omitted?: RegExp;
  /** Between what the host types. */
  readonly stepMs?: number;
}

const file = (name: string, text: string, more = {}) =>
  simulatedFtp({ [HOST]: { ...login, files: { [name]: text }, ...more } });
/** A server that gives these pieces, each so long after the one before. */
const pieces = (...given: readonly (readonly [afterMs: number, text: string])[]): FtpOrigin => {
  const session = {
    get: () => from(given).pipe(concatMap(([ms, text]) => of(latin1Bytes(text)).pipe(delay(ms)))),
    list: () => from(given.map(([, text]) => text)),
  };
  return () => of(session as unknown as FtpSession);
};
const digits = '01234567890123456789012345678901234567890123456789';

const scenes: Readonly<Record<string, Scene>> = {
  '3.10-ftp-get': { ftp: pieces([500, digits], [1_000, `${digits}1234`]), stepMs: 600 },
  '3.11-ftp-put': { ftp: file('/old', '') },
  '3.12-ftp-time-out': {
    before: set(...GET),
    ftp: file('/1K.txt', 'x'),
    knobs: { ftpRepeatMs: 20_000, ftpUnreadMs: 50_000, faults: [faults.failedRequests({ codes: [64] })] },
  },
  '3.13-ftp-error': { before: set(...GET), ftp: file('/1K.txt', 'x') },
  '3.14-ftp-operation-error': { before: set(...PUT), ftp: () => NEVER },
  '3.15-ftp-read-and-write-error': {
    before: set(...GET, ...PUT),
    ftp: file('/1K.txt', digits, { delayMs: 1_500 }),
    knobs: { ftpFinalMs: 5_000 },
    omitted: /\r\n\+FTPPUT:1,(?:1,1360|0)\r\n/g,
  },
  '3.16-ftp-break': { before: set(...GET), ftp: file('/1K.txt', 'wodeceshijieguo,zhgeshigeshia') },
  '3.17-ftp-dele': { ftp: file('/1K.txt', 'x') },
  '3.18-ftp-size': { ftp: file('/1K.txt', 'x'.repeat(1_024)) },
  '3.19-ftp-mkd-rmd': { ftp: file('/1K.txt', 'x') },
  '3.20-ftp-list': {
    ftp: pieces([
      1,
      'total 0\r\ndrw-rw-rw- 1 user group 0 Oct 12 14:58 .\r\ndrw-rw-rw- 1 user group 0 Oct 12 14:58 ..\r\n',
    ]),
  },
  '3.21-ftp-extend-put': { ftp: file('/1K.txt', 'x') },
  '3.24-ftp-extend-get': { ftp: pieces([700, '01234567890123456789'], [700, '012345678901']) },
  '3.25-ftp-file-put': { ftp: file('/1K.txt', 'x') },
  '3.26-ftp-quit': { ftp: () => NEVER },
};

const tight = (text: string): string => text.replace(/^(\+\w+): /gm, '$1:');
const partOf = (turns: readonly Turn[], isWanted: (turn: Turn) => boolean): string =>
  turns
    .filter(isWanted)
    .map(({ bytes }) => latin1(bytes))
    .join('');

describe('the SIM800’s FTP as the IP note prints it', () => {
  it.each(Object.entries(scenes))('%s', (name, { before = set(), knobs, ftp, omitted, stepMs = 1_000 }) => {
    const path = join(__dirname, '../transcripts/sim800', `${name}.txt`);
    const { turns } = conversation(readFileSync(path, 'latin1'));
    const said = virtually(() => {
      const modem = emulator({
        ...{ family: 'sim800', origin: simulatedWeb({}), latencyMs: 0, ...knobs },
        ...(ftp && { ftp }),
      });
      modem.state.storage.write('C:/User/ftp/test.txt', latin1Bytes(digits));
      const { port } = open(modem);
      const heard = { text: '' };
      for (const line of before) type(port, `${line}\r`);
      port.incoming.subscribe((bytes) => (heard.text += latin1(bytes)));
      const host = turns.filter(({ who }) => who === 'host');
      concat(
        ...host.map(({ kind, bytes }) =>
          // What the modem asked for is given at once.
          concat(kind === 'bytes' ? EMPTY : timer(stepMs).pipe(concatMap(() => EMPTY)), of(bytes)),
        ),
      ).subscribe((bytes) => type(port, latin1(bytes)));
      return heard;
    });

    const shown = (text: string): string => (omitted ? tight(text).replace(omitted, '') : tight(text));

    expect(shown(said.text)).toBe(shown(partOf(turns, ({ who }) => who === 'modem')));
  });

  it('3.22, 3.23: moves files, tells how far it is, and what it has done', () => {
    const servers = file('/test.txt', 'x'.repeat(1_000), { chunkMs: 600, chunkBytes: 500 });
    const heard = virtually(() => {
      const modem = emulator({ family: 'sim800', origin: simulatedWeb({}), latencyMs: 0, ftp: servers });
      const { port } = open(modem);
      const said = { text: '' };
      for (const line of set('AT+FTPGETNAME="test.txt"', 'AT+FTPGETPATH="/"')) type(port, `${line}\r`);
      for (const line of ['AT+FTPPUTNAME="b.txt"', 'AT+FTPPUTPATH="/"']) type(port, `${line}\r`);
      port.incoming.subscribe((bytes) => (said.text += latin1(bytes)));
      const lines = [
        'AT+FTPGETTOFS=0,"test.txt"',
        'AT+FTPGETTOFS?',
        'AT+FTPGETTOFS?',
        'AT+FTPPUTFRMFS="c:\\user\\ftp\\test.txt"',
        'AT+FTPPUTFRMFS?',
      ];
      from(lines)
        .pipe(concatMap((line) => of(line).pipe(delay(800))))
        .subscribe((line) => type(port, `${line}\r`));
      return said;
    });

    expect(heard.text.split(/(?:\r\n)+/).filter((line) => line !== '')).toEqual([
      ...['OK', '+FTPGETTOFS: 1,500,500', 'OK', '+FTPGETTOFS: 0,1000', '+FTPGETTOFS: 0', 'OK'],
      ...['OK', '+FTPPUTFRMFS: 0,1000', '+FTPPUTFRMFS: 0', 'OK'],
    ]);
    expect(servers.fileOf(HOST, '/b.txt')).toHaveLength(1_000);
  });

  it('has no server behind it unless it is given one', () => {
    const modem = emulator({ family: 'sim800', origin: simulatedWeb({}), latencyMs: 0 });
    const { port } = open(modem);
    let heard = '';
    port.incoming.subscribe((bytes) => (heard += latin1(bytes)));
    for (const line of set(...GET, 'AT+FTPSIZE')) type(port, `${line}\r`);

    expect(heard.endsWith('\r\nOK\r\n\r\n+FTPSIZE: 1,63,0\r\n')).toBe(true);
  });

  it('shows its parameters, and what it would save', () => {
    const modem = emulator({ family: 'sim800', origin: simulatedWeb({}), latencyMs: 0 });
    const { port } = open(modem);
    let heard = '';
    for (const line of set(...GET)) type(port, `${line}\r`);
    port.incoming.subscribe((bytes) => (heard += latin1(bytes)));
    for (const line of ['AT+FTPSERV?', 'AT+FTPREST?', 'AT+FTPSCONT?']) type(port, `${line}\r`);

    expect(heard.replaceAll('\r\n', '|')).toMatch(
      /^\|\+FTPSERV: "116.228.221.52"\|\|OK\|\|\+FTPREST: 0\|\|OK\|\|\+FTPSCONT: 1\|\|\+FTPSERV: 116.228.221.52\|/,
    );
  });
});
