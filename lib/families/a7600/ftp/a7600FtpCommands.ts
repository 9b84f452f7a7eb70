import { unlisted } from '../../../grammar/codecs/unlisted';
import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import type { LineForm } from '../../../grammar/forms/lineForm';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, remainder, text, words } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** The A76XX’s FTP(S): `OK` comes at once, the result later, mostly as a URC of the command’s own name. */

const SOURCE = 'A76XX AT manual V1.09 pages 369–393; FTP(S) note V1.02 pages 10–19';
const WAIT_MS = 9_000;
const MOST = 0x7fff_ffff;
/** The manual’s blocks have 1,024 bytes at most; a header that tells many more is not believed. */
const MAX_BLOCK = 10_240;
/** The most bytes that one CFTPSPUT takes. */
const MAX_PUT = 2_048;

const offset = optional(integerBetween(0, MOST));
const drive = optional(choice({ local: 1, card: 2 }));
const port = integerBetween(1, 65_535);
const security = choice({ none: 0, authSsl: 1, authTls: 2, implicit: 3 });
const transferType = choice({ ascii: 'A', binary: 'I' });
const mode = choice({ active: 0, passive: 1 });
const connection = choice({ control: 0, data: 1 });

interface Block {
  /** Whether that number of bytes follows; else the number is the code that it ended with. */
  readonly isData: boolean;
  readonly number: number;
}

/** `+CFTPSGET: DATA,3` is a header of counted bytes, `+CFTPSGET: 0` the end. */
const blockForm = (name: string): LineForm<Block> => {
  const line = new RegExp(`^\\${name}\\s*:\\s*(DATA\\s*,\\s*)?(\\d{1,10})$`);
  return {
    key: name,
    shows: `${name}: DATA,<length> | ${name}: <code>`,
    read: (given) => {
      const [, mark, number] = line.exec(given) ?? [];
      return number === undefined
        ? undefined
        : Object.freeze({ isData: mark !== undefined, number: Number(number) });
    },
    write: ({ isData, number }) => `${name}: ${isData ? 'DATA,' : ''}${number}`,
  };
};

const answers = { isData: flag, number: integer };
const payload = ({ isData, number }: Block): number => {
  if (!isData) return 0;
  return number <= MAX_BLOCK ? number : NaN;
};
const ending = {
  by: 'last-answer',
  isLast: ({ isData }: Block) => !isData,
  codeOf: ({ number }: Block) => number,
} as const;

/** The URC that tells the result of a command: 0, or a code. */
const result = (name: string, of: string) =>
  urc(name, {
    tells: `Tells the result of ${of}: 0 or a code.`,
    source: SOURCE,
    gives: { code: integer },
    example: `${name}: 0`,
  });

export const ftpsStart = command('+CFTPSSTART', {
  does: 'Starts the FTP(S) service and activates the context; the result comes later.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSSTART
    < OK`,
});

export const ftpsStarted = result('+CFTPSSTART', 'CFTPSSTART');

export const ftpsStop = command('+CFTPSSTOP', {
  does: 'Stops the FTP(S) service; refused while logged in. The result comes later.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSSTOP
    < OK`,
});

export const ftpsStopped = result('+CFTPSSTOP', 'CFTPSSTOP');

export const ftpsLogin = command('+CFTPSLOGIN=', {
  does: 'Logs in on a server; without a security it is implicit TLS. The result comes later.',
  source: SOURCE,
  takes: { host: text, port, user: text, password: text, security: optional(security) },
  secret: () => ['user', 'password'],
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSLOGIN="113.31.110.215",21,"user","***",0
    < OK`,
});

export const ftpsLoggedIn = result('+CFTPSLOGIN', 'CFTPSLOGIN');

export const ftpsLoginState = command('+CFTPSLOGIN?', {
  does: 'Reads whether it is logged in.',
  source: SOURCE,
  answers: { isLoggedIn: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSLOGIN?
    < +CFTPSLOGIN: 1
    < OK`,
});

export const ftpsLogout = command('+CFTPSLOGOUT', {
  does: 'Logs out; the result comes later, on SIM7600 maybe before OK.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSLOGOUT
    < OK`,
});

export const ftpsLoggedOut = result('+CFTPSLOGOUT', 'CFTPSLOGOUT');

export const ftpsList = command('+CFTPSLIST=', {
  does: 'Lists a directory in the server’s own text: OK first, then blocks, then +CFTPSLIST: 0 or a code.',
  source: SOURCE,
  takes: { path: text },
  answers,
  answerForm: blockForm('+CFTPSLIST'),
  payload,
  ending,
  fetches: true,
  timeoutMs: 120_000,
  example: `
    > AT+CFTPSLIST="/"
    < OK
    < +CFTPSLIST: DATA,61
    << -rw-r--r-- 1 ftp ftp            3 Mar 19 17:10 test1131.txt\\r\\n
    < +CFTPSLIST: 0`,
});

export const ftpsListed = result('+CFTPSLIST', 'CFTPSLIST where it was refused');

export const ftpsMakeDirectory = command('+CFTPSMKD=', {
  does: 'Makes a directory on the server; the result comes later.',
  source: SOURCE,
  takes: { path: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSMKD="/logs"
    < OK`,
});

export const ftpsDirectoryMade = result('+CFTPSMKD', 'CFTPSMKD');

export const ftpsRemoveDirectory = command('+CFTPSRMD=', {
  does: 'Removes a directory of the server; the result comes later.',
  source: SOURCE,
  takes: { path: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSRMD="/logs"
    < OK`,
});

export const ftpsDirectoryRemoved = result('+CFTPSRMD', 'CFTPSRMD');

export const ftpsChangeDirectory = command('+CFTPSCWD=', {
  does: 'Chooses the current directory of the server; the result comes later.',
  source: SOURCE,
  takes: { path: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSCWD="/logs"
    < OK`,
});

export const ftpsDirectoryChanged = result('+CFTPSCWD', 'CFTPSCWD');

export const ftpsDirectory = command('+CFTPSPWD', {
  does: 'Reads the current directory of the server; it comes later.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSPWD
    < OK`,
});

export const ftpsDirectoryIs = urc('+CFTPSPWD', {
  tells: 'Tells the current directory of the server.',
  source: SOURCE,
  gives: { path: quoted },
  example: '+CFTPSPWD: "/logs"',
});

export const ftpsDirectoryFailed = urc('+CFTPSPWD', {
  tells: 'Tells why the current directory can’t be told: a bare code.',
  source: SOURCE,
  gives: { code: integer },
  example: '+CFTPSPWD: 9',
});

export const ftpsDelete = command('+CFTPSDELE=', {
  does: 'Deletes a file of the server; the result comes later.',
  source: SOURCE,
  takes: { path: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSDELE="test1131.txt"
    < OK`,
});

export const ftpsDeleted = result('+CFTPSDELE', 'CFTPSDELE');

export const ftpsGet = command('+CFTPSGET=', {
  does: 'Downloads a file, or what is left of it behind an offset: OK first, then blocks, then +CFTPSGET: 0 or a code.',
  source: SOURCE,
  takes: { path: text, offset, size: optional(integerBetween(1, MOST)) },
  answers,
  answerForm: blockForm('+CFTPSGET'),
  payload,
  ending,
  fetches: true,
  timeoutMs: 120_000,
  example: `
    > AT+CFTPSGET="test1131.txt"
    < OK
    < +CFTPSGET: DATA,3
    << 321
    < +CFTPSGET: 0`,
});

export const ftpsGot = result('+CFTPSGET', 'CFTPSGET where it was refused');

export const ftpsPut = command('+CFTPSPUT=', {
  does: 'Uploads bytes, from an offset of the file if one is given: a prompt, then the bytes, then OK. A later line says whether they are stored.',
  source: SOURCE,
  takes: { path: text, size: integerBetween(1, MAX_PUT), offset },
  prompt: { by: 'mark', mark: '>' },
  timeoutMs: 120_000,
  example: `
    > AT+CFTPSPUT="test1131.txt",3
    < >
    >> 321
    < OK`,
});

export const ftpsPutOpen = command('+CFTPSPUT=', {
  does: 'Uploads what comes up to Ctrl-Z; 03 and 1A inside it have a 03 before them. Whether it is stored comes later.',
  source: SOURCE,
  takes: { path: text },
  prompt: { by: 'mark', mark: '>' },
  timeoutMs: 120_000,
  example: `
    > AT+CFTPSPUT="a.bin"
    < >
    >> \\x41\\x03\\x03\\x03\\x1a\\x42\\x1a
    < OK`,
});

export const ftpsStored = result('+CFTPSPUT', 'CFTPSPUT');

export const ftpsGetFile = command('+CFTPSGETFILE=', {
  does: 'Downloads a file to the modem’s own files, under the same name; the result comes later.',
  source: SOURCE,
  takes: { path: text, drive, offset },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSGETFILE="/test1131.txt",1
    < OK`,
});

export const ftpsGotFile = result('+CFTPSGETFILE', 'CFTPSGETFILE');

export const ftpsPutFile = command('+CFTPSPUTFILE=', {
  does: 'Uploads a file of the modem’s, under the same name; the result comes later.',
  source: SOURCE,
  takes: { path: text, drive, offset },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSPUTFILE="/test1131.txt",1
    < OK`,
});

export const ftpsStoredFile = result('+CFTPSPUTFILE', 'CFTPSPUTFILE');

export const ftpsSize = command('+CFTPSSIZE=', {
  does: 'Reads how long a file of the server is; that comes later.',
  source: SOURCE,
  takes: { path: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSSIZE="test1131.txt"
    < OK`,
});

export const ftpsSizeIs = urc('+CFTPSSIZE', {
  tells: 'Tells how long a file of the server is; or a code: only what came before tells them apart.',
  source: SOURCE,
  gives: { number: count },
  example: '+CFTPSSIZE: 3',
});

export const ftpsType = command('+CFTPSTYPE=', {
  does: 'Chooses how bytes are transferred; needs a login. The result comes later.',
  source: SOURCE,
  takes: { type: transferType },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSTYPE=I
    < OK`,
});

export const ftpsTypeChosen = result('+CFTPSTYPE', 'CFTPSTYPE');

export const ftpsTypeState = command('+CFTPSTYPE?', {
  does: 'Reads how bytes are transferred.',
  source: SOURCE,
  answers: { type: unlisted(transferType) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSTYPE?
    < +CFTPSTYPE: I
    < OK`,
});

export const ftpsSingleIp = command('+CFTPSSINGLEIP=', {
  does: 'Takes the address of the data connection from the control connection (1), not from the server’s reply (0); before a login.',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSSINGLEIP=1
    < OK`,
});

export const ftpsSingleIpState = command('+CFTPSSINGLEIP?', {
  does: 'Reads where the address of the data connection comes from.',
  source: SOURCE,
  answers: { on: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSSINGLEIP?
    < +CFTPSSINGLEIP: 0
    < OK`,
});

export const ftpsSslContext = command('+CFTPSSLCFG=', {
  does: 'Chooses the TLS context of the control or of the data connection.',
  source: SOURCE,
  takes: { connection, context: integerBetween(0, 9) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSSLCFG=0,1
    < OK`,
});

export const ftpsMode = command('+CFTPSMODE=', {
  does: 'Chooses who opens the data connection; not on all models.',
  source: SOURCE,
  takes: { mode },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSMODE=1
    < OK`,
});

export const ftpsModeState = command('+CFTPSMODE?', {
  does: 'Reads who opens the data connection.',
  source: SOURCE,
  answers: { mode: unlisted(mode) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CFTPSMODE?
    < +CFTPSMODE: 1
    < OK`,
});

export const ftpsNotice = urc('+CFTPSNOTIFY', {
  isEnd: () => true,
  tells:
    'Tells that the server closed the connection (PEER CLOSED) or that TLS ended (FTPS DISCONNECT): log in again.',
  source: SOURCE,
  gives: { what: words },
  example: '+CFTPSNOTIFY: PEER CLOSED',
});

export const ftpsServerText = urc('+CFTPSERRORBUF', {
  isEnd: () => true,
  tells: 'Tells what the server said to refuse something: log in again.',
  source: SOURCE,
  gives: { said: remainder },
  example: '+CFTPSERRORBUF: 530 Login incorrect.',
});
