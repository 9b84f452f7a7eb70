import type { CodeCause, CodeRow, CodeTable } from '../../../grammar/errors/codeRow';

type Row = readonly [
  ...[code: number, means: string, look: string, cause: CodeCause],
  ...[transient?: true, mayBeNetwork?: true],
];

const table = (...rows: readonly Row[]): CodeTable =>
  Object.freeze(
    Object.fromEntries(
      rows.map(([code, means, look, cause, transient = false, mayBeNetwork]) => [
        code,
        Object.freeze({
          ...{ means, look, cause, transient },
          ...(mayBeNetwork && { mayBeNetwork }),
        } satisfies CodeRow),
      ]),
    ),
  );

const NETWORK = 'check signal, registration and APN';
const AGAIN = 'try again';
const PARAMETERS = 'check the parameters against the manual of the module';
const REPORT = 'try again, then restart the module';
const FILES = 'list the files, and check the free space';

/** Codes of files: BG96 FILE manual V1.0 pages 21–22. */
const files: readonly Row[] = [
  [400, 'invalid input', PARAMETERS, 'parameter'],
  [401, 'larger than the file', 'read the length of the file again', 'parameter'],
  [402, 'no bytes were read', 'read the length of the file again', 'unknown'],
  [403, 'the drive is full', 'delete files that are no longer needed', 'room'],
  [405, 'the file was not found', 'list the files', 'missing'],
  [406, 'invalid file name', 'use another name, of at most 80 bytes', 'parameter'],
  [407, 'the file exists already', 'delete it first', 'parameter'],
  [409, 'the file could not be written', FILES, 'unknown'],
  [410, 'the file could not be opened', FILES, 'missing'],
  [411, 'the file could not be read', FILES, 'unknown'],
  [413, 'too many files are open', 'close files, or restart the module', 'busy'],
  [414, 'the file can only be read', 'use another file', 'parameter'],
  [416, 'unknown file handle', 'open the file again', 'unknown'],
  [417, 'the files could not be listed', REPORT, 'unknown'],
  [418, 'the file could not be deleted', 'close it first', 'unknown'],
  [419, 'the drive gave no information', REPORT, 'unknown'],
  [420, 'no space', 'delete files that are no longer needed', 'room'],
  [421, 'the bytes did not come in time', 'check flow control and baud rate', 'time', true],
  [423, 'the file is too large', 'use a smaller file', 'room'],
  [425, 'invalid parameter', PARAMETERS, 'parameter'],
  [426, 'the file is open already', 'close it first', 'busy'],
];

/** Codes of HTTP(S): BG96 HTTP(S) manual V1.0 pages 31–32. */
const http: readonly Row[] = [
  [701, 'unknown error', `${AGAIN}, and check TLS if the URL is https`, 'unknown', true],
  [702, 'time-out', 'check the server, or allow more time', 'time', true],
  [703, 'the HTTP service is busy', 'try again in a moment', 'busy', true],
  [704, 'another port of the modem is in data mode', 'end that transfer first', 'busy', true],
  [705, 'there is no response to read', 'send the request again', 'lost', true],
  [706, 'the network is busy', AGAIN, 'network', true],
  [707, 'the network could not be opened', NETWORK, 'network', true],
  [708, 'no context is configured', NETWORK, 'network', true],
  [709, 'the context is not active', NETWORK, 'network', true],
  [710, 'network error', NETWORK, 'network', true],
  [711, 'the URL, or the place of a redirect, is not valid', 'check the URL', 'parameter'],
  [712, 'the URL is empty', 'check the URL', 'parameter'],
  [713, 'the IP address is not valid', 'check the host', 'name'],
  [714, 'the name could not be resolved', 'check the host name, then the network', 'name', true, true],
  [715, 'no socket could be created', 'close other connections of the modem', 'connection', true],
  [
    716,
    'no connection to the server',
    'check host and port, and for https the certificates and SNI',
    'connection',
    true,
    true,
  ],
  [717, 'reading failed', AGAIN, 'lost', true],
  [718, 'sending failed', AGAIN, 'lost', true],
  [719, 'the connection was closed', AGAIN, 'lost', true],
  [720, 'the data could not be encoded', PARAMETERS, 'unknown'],
  [721, 'the response could not be decoded', 'check what the server sends', 'unknown'],
  [722, 'the server sent nothing in time', 'check the server, or allow more time', 'time', true],
  [723, 'the response failed', 'check the server, then try again', 'lost', true],
  [724, 'a call comes in', 'try again after the call', 'busy', true],
  [725, 'a call is under way', 'try again after the call', 'busy', true],
  [726, 'the input did not come in time', 'check flow control and baud rate', 'busy', true],
  [727, 'the data did not come in time', 'check flow control and baud rate', 'busy', true],
  [728, 'the response did not come in time', 'check the server, or allow more time', 'time', true],
  [729, 'the memory ran out', 'ask for smaller parts, or restart the module', 'room', true],
  [730, 'invalid parameter', PARAMETERS, 'parameter'],
];

/** Codes of FTP(S): BG96 FTP(S) manual V1.0 pages 44–46. */
const ftp: readonly Row[] = [
  [601, 'unknown error', REPORT, 'unknown', true],
  [602, 'the server blocks', 'try again later', 'unknown', true],
  [603, 'the FTP service is busy', 'try again in a moment', 'busy', true],
  [604, 'the name could not be resolved', 'check the host name', 'name'],
  [605, 'network error', NETWORK, 'network', true],
  [606, 'the control connection was closed', AGAIN, 'lost', true],
  [607, 'the data connection was closed', AGAIN, 'lost', true],
  [608, 'the server closed the connection', AGAIN, 'lost', true],
  [609, 'time-out', 'check the server', 'time', true],
  [610, 'invalid parameter', PARAMETERS, 'parameter'],
  [611, 'the file of the modem could not be opened', FILES, 'missing'],
  [612, 'the position is not valid', 'read the length of the file again', 'parameter'],
  [613, 'the file of the modem failed', FILES, 'room'],
  [614, 'the server closes the service (421)', 'try again later', 'lost', true],
  [
    615,
    'the data connection could not be opened (425)',
    'use the other mode, passive or active',
    'lost',
    true,
  ],
  [616, 'the transfer was broken off (426)', AGAIN, 'lost', true],
  [617, 'the server’s file is busy (450)', 'try again later', 'missing', true],
  [618, 'local error of the server (451)', 'try again later', 'unknown', true],
  [619, 'the server has no space (452)', 'free space on the server', 'room'],
  [620, 'the server does not know the command (500)', 'use another server', 'missing'],
  [621, 'the server refuses the parameters (501)', 'check the path', 'missing'],
  [622, 'the server does not have the command (502)', 'use another server', 'missing'],
  [623, 'wrong order of commands (503)', AGAIN, 'unknown'],
  [624, 'the server does not have this parameter (504)', 'use another server', 'missing'],
  [625, 'the server refused the login (530)', 'check user and password', 'login'],
  [626, 'the server wants an account (532)', 'ask for an account', 'login'],
  [627, 'the file or directory is not there, or may not be used (550)', 'check path and rights', 'missing'],
  [628, 'unknown page type (551)', 'use another server', 'unknown'],
  [629, 'the server’s space is used up (552)', 'free space on the server', 'room'],
  [630, 'the name is not allowed (553)', 'use another name', 'parameter'],
  [631, 'TLS could not be established', 'check which TLS the server offers', 'tls'],
];

/** What Quectel's codes mean: of `+CME ERROR`, and in the results of HTTP and FTP. */
export const quectelCodes: CodeTable = table(...files, ...ftp, ...http);
