import { choice } from '../../../grammar/codecs/choice';
import type { Codec } from '../../../grammar/codecs/codec';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { oneOf } from '../../../grammar/codecs/choice';
import { remainder, textUpTo } from '../../../grammar/codecs/text';
import { command } from '../../../grammar/command';
import type { LineForm } from '../../../grammar/forms/lineForm';
import { urc } from '../../../grammar/urc';

/** Quectel's FTP(S): OK comes at once, the result later; a failure brings the server's reply behind the modem's code. */

const SOURCE = 'BG96 FTP(S) AT Commands Manual V1.0 pages 10–46';
const MOST = 0x7fff_ffff;
const path = textUpTo(255);
const file = textUpTo(60);
const COM = oneOf('"COM:"');
/** A command may wait for a data connection before it asks for, or gives, data. */
const DATA_MS = 190_000;

const setting = <T>(key: string, value: Codec<T>, does: string, example: string) =>
  command(`+QFTPCFG="${key}",`, {
    does,
    source: SOURCE,
    takes: { value },
    timeoutMs: 5_000,
    example: `
    > AT+QFTPCFG="${key}",${example}
    < OK`,
  });

export const quectelFtpAccount = command('+QFTPCFG="account",', {
  does: 'Sets user and password.',
  source: SOURCE,
  takes: { user: textUpTo(255), password: textUpTo(255) },
  secret: () => ['user', 'password'],
  timeoutMs: 5_000,
  example: `
    > AT+QFTPCFG="account","test","test"
    < OK`,
});

export const quectelFtpContext = setting(
  'contextid',
  integerBetween(1, 16),
  'Chooses the PDP context of FTP.',
  '1',
);
export const quectelFtpType = setting(
  'filetype',
  choice({ binary: 0, ascii: 1 }),
  'Sets whether bytes go as they are, or text with its line ends changed.',
  '0',
);
export const quectelFtpMode = setting(
  'transmode',
  choice({ active: 0, passive: 1 }),
  'Sets who opens the data connection: server (active) or modem.',
  '1',
);
export const quectelFtpTimeout = setting(
  'rsptimeout',
  integerBetween(20, 180),
  'Sets how many seconds the server may take.',
  '90',
);
export const quectelFtpTls = setting(
  'ssltype',
  choice({ none: 0, implicit: 1, explicit: 2 }),
  'Chooses FTP, or FTPS: TLS from the start, or after AUTH.',
  '0',
);
export const quectelFtpTlsContext = setting(
  'sslctxid',
  integerBetween(0, 5),
  'Chooses the TLS context of FTPS.',
  '0',
);

const plain = <T extends Readonly<Record<string, Codec<unknown>>>>(
  name: string,
  does: string,
  takes: T,
  example: string,
) =>
  command(`+${name}=`, {
    does: `${does}; the result comes later.`,
    source: SOURCE,
    takes,
    timeoutMs: 10_000,
    example: `
    > AT+${name}=${example}
    < OK`,
  });

export const quectelFtpOpen = plain(
  'QFTPOPEN',
  'Connects to a server and logs in',
  { host: textUpTo(200), port: integerBetween(1, 65_535) },
  '"ftp.example.com",21',
);
export const quectelFtpSize = plain('QFTPSIZE', 'Asks for the length of a file', { path }, '"test.txt"');
export const quectelFtpDelete = plain('QFTPDEL', 'Deletes a file', { path }, '"test.txt"');
export const quectelFtpMakeDirectory = plain('QFTPMKDIR', 'Makes a directory', { path }, '"logs"');
export const quectelFtpRemoveDirectory = plain('QFTPRMDIR', 'Removes a directory', { path }, '"logs"');
export const quectelFtpChangeDirectory = plain('QFTPCWD', 'Chooses the directory', { path }, '"/"');
export const quectelFtpListToFile = plain(
  'QFTPLIST',
  'Stores the list of a directory in a file of the modem’s',
  { path, file },
  '".","list.txt"',
);
export const quectelFtpGetToFile = plain(
  'QFTPGET',
  'Downloads into a file of the modem’s',
  { path, file },
  '"test.txt","t.bin"',
);
export const quectelFtpPutFromFile = plain(
  'QFTPPUT',
  'Uploads a file of the modem’s, from an offset of the server’s file on',
  { path, file, start: optional(count) },
  '"up.txt","t.bin",0',
);

/** The line in front of data whose length only the command says. */
const connect: LineForm<Record<never, never>> = {
  key: 'CONNECT',
  shows: 'CONNECT',
  read: (line) => (line === 'CONNECT' ? Object.freeze({}) : undefined),
  write: () => 'CONNECT',
};

export const quectelFtpGetWindow = command('+QFTPGET=', {
  does: 'Downloads a part of a file, which must lie within it: CONNECT, the bytes, OK; the result comes later.',
  source: SOURCE,
  takes: { path, to: COM, start: count, length: integerBetween(1, MOST) },
  answers: {},
  answerForm: connect,
  mayBeEmpty: true,
  payload: (_, { length }) => length,
  timeoutMs: DATA_MS,
  fetches: true,
  example: `
    > AT+QFTPGET="test.txt","COM:",0,5
    < CONNECT
    << hello
    < OK`,
});

export const quectelFtpPutPart = command('+QFTPPUT=', {
  does: 'Uploads a part of a file: CONNECT, the bytes, OK; the result comes later. `isLast` ends the data connection.',
  source: SOURCE,
  takes: { path, from: COM, start: count, length: integerBetween(1, MOST), isLast: flag },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  timeoutMs: DATA_MS,
  example: `
    > AT+QFTPPUT="up.txt","COM:",0,5,1
    < CONNECT
    >> hello
    < OK`,
});

export const quectelFtpClose = command('+QFTPCLOSE', {
  does: 'Ends the session; until its result comes, every FTP command is refused.',
  source: `${SOURCE}; observed on an EG800K`,
  timeoutMs: 10_000,
  example: `
    > AT+QFTPCLOSE
    < OK`,
});

const question = (name: string, does: string) =>
  command(`+${name}`, {
    does: `${does}; the answer comes in front of OK or behind it.`,
    source: SOURCE,
    timeoutMs: 10_000,
    example: `
    > AT+${name}
    < OK`,
  });

export const quectelFtpState = question('QFTPSTAT', 'Asks what the session is doing');
export const quectelFtpTransferred = question('QFTPLEN', 'Asks how many bytes the last transfer carried');

export const quectelFtpDirectory = question(
  'QFTPPWD',
  'Asks for the current directory, which a session at work refuses',
);

const done = (name: string, of: string, example: string) =>
  urc(`+${name}`, {
    tells: `Tells the result of ${of}: 0 and what it gave, or a code of the modem and the server’s reply.`,
    source: SOURCE,
    gives: { code: integer, value: optional(integer) },
    example: `+${name}: ${example}`,
  });

export const quectelFtpOpened = done('QFTPOPEN', 'a login', '0,0');
export const quectelFtpSized = done('QFTPSIZE', 'the question for a length', '0,1000');
export const quectelFtpDeleted = done('QFTPDEL', 'a deletion', '0,0');
export const quectelFtpDirectoryMade = done('QFTPMKDIR', 'the making of a directory', '0,0');
export const quectelFtpDirectoryRemoved = done('QFTPRMDIR', 'the removal of a directory', '0,0');
export const quectelFtpDirectoryChanged = done('QFTPCWD', 'the choice of a directory', '0,0');
export const quectelFtpListed = done('QFTPLIST', 'a listing', '0,734');
export const quectelFtpGot = done('QFTPGET', 'a download', '0,500');
export const quectelFtpStored = done('QFTPPUT', 'an upload', '627,550');
export const quectelFtpClosed = done('QFTPCLOSE', 'the end of the session', '0,0');

export const quectelFtpStateIs = urc('+QFTPSTAT', {
  tells:
    'Tells what the session is doing, behind the code 0: 0 opening, 1 idle, 2 transferring, 3 closing, 4 closed.',
  source: SOURCE,
  gives: { code: integer, value: optional(integer) },
  example: '+QFTPSTAT: 0,1',
});
export const quectelFtpTransferredIs = urc('+QFTPLEN', {
  tells: 'Tells how many bytes the last transfer carried, behind the code 0.',
  source: SOURCE,
  gives: { code: integer, value: optional(integer) },
  example: '+QFTPLEN: 0,500',
});
export const quectelFtpDirectoryIs = urc('+QFTPPWD', {
  tells: 'Tells the current directory, behind the code 0, or a code.',
  source: SOURCE,
  gives: { code: integer, path: optional(remainder) },
  example: '+QFTPPWD: 0,/',
});
