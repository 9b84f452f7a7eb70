import { match, P } from 'ts-pattern';
import type { NetworkCause, Reason } from 'rxmodem';

/** The modem's own HTTP codes (600–606, 701–720) as curl would exit. */
const HTTP: Readonly<Record<number, number>> = {
  ...{ 603: 6, 713: 6 },
  ...{ 601: 7, 709: 7, 712: 7, 714: 7, 717: 7 },
  ...{ 705: 28, 718: 28, 720: 28 },
  ...{ 605: 35, 606: 35, 701: 35, 710: 35, 715: 35 },
  ...{ 704: 56, 706: 56 },
  719: 60,
};

/** The modem's own FTP codes (61–86). */
const FTP: Readonly<Record<number, number>> = {
  ...{ 61: 7, 62: 6, 63: 7, 64: 28, 71: 67, 72: 67, 77: 78 },
  ...{ 80: 35, 81: 35, 82: 35, 83: 35, 84: 35 },
};

/** The A76XX's own FTP(S) codes (1–17, 421). */
const CFTPS: Readonly<Record<number, number>> = {
  ...{ 1: 35, 4: 56, 5: 28, 6: 56, 9: 78 },
  ...{ 10: 7, 12: 6, 13: 7, 14: 7, 16: 56, 421: 56 },
};

/** The SIM wants a PIN or PUK, or refused it: 27.005 § 3.2.5, 27.007 § 9.2. */
const LOCKED_CMS: ReadonlySet<number> = new Set([311, 312, 316, 317, 318]);
const LOCKED_CME: ReadonlySet<number> = new Set([5, 6, 7, 11, 12, 16, 17, 18]);
const isLocked = (code: number | undefined, codes: ReadonlySet<number>): boolean =>
  code !== undefined && codes.has(code);

/** The same as `ready` says it. */
const LOCKED: ReadonlySet<NetworkCause> = new Set([
  ...(['pin', 'pin-refused', 'pin-last-try', 'puk', 'locked'] as const),
]);

/** What went wrong with a socket. */
const SOCKET: Readonly<Record<Extract<Reason, { readonly kind: 'socket' }>['problem'], number>> = {
  ...{ refused: 7, name: 6, handshake: 35 },
  ...{ closed: 56, lost: 56, unsent: 56 },
};

/** The causes that families name whose codes are described by their profile. */
const CAUSES: Readonly<Record<string, number>> = {
  ...{ name: 6, connection: 7, network: 7, time: 28, tls: 35, lost: 56, certificate: 60 },
  ...{ login: 67, missing: 78 },
};

/** The exit code for a reason: curl's, if curl has one. */
export const exitCode = (reason: Reason): number =>
  match(reason)
    .with({ kind: 'http' }, ({ code, row }) => (row ? CAUSES[row.cause] : HTTP[code]) ?? 1)
    .with({ kind: 'ftp' }, ({ code, row }) => (row ? CAUSES[row.cause] : FTP[code]) ?? 1)
    .with({ kind: 'cftps', code: 9, step: 'login' }, () => 67)
    .with({ kind: 'cftps' }, ({ code }) => CFTPS[code] ?? 1)
    .with({ kind: 'invalid-argument' }, ({ name }) => (name === 'url' ? 3 : 2))
    .with({ kind: P.union('unsupported', 'not-allowed') }, () => 2)
    .with({ kind: 'network', step: 'sim' }, ({ cause }) =>
      cause !== undefined && LOCKED.has(cause) ? 77 : 7,
    )
    .with({ kind: 'network', step: 'ussd' }, () => 69)
    .with({ kind: 'socket' }, ({ problem }) => SOCKET[problem])
    .with({ kind: 'network' }, () => 7)
    .with({ kind: P.union('length', 'corrupt', 'range', 'digest') }, () => 18)
    .with({ kind: 'http-status' }, () => 22)
    .with({ kind: 'timeout' }, () => 28)
    .with({ kind: P.union('reset', 'interrupted') }, () => 56)
    .with({ kind: P.union('port', 'closed') }, () => 74)
    .with({ kind: 'cancelled' }, () => 130)
    .with({ kind: 'cms' }, ({ code }) => (isLocked(code, LOCKED_CMS) ? 77 : 69))
    .with({ kind: 'cme' }, ({ code }) => (isLocked(code, LOCKED_CME) ? 77 : 1))
    .with({ kind: P.union('refused', 'ended', 'unreadable', 'off-script') }, () => 1)
    .exhaustive();

/** The exit codes and their meaning. They are curl's, if curl has one. */
export const EXIT_CODES: readonly (readonly [code: number, when: string])[] = [
  [0, 'done'],
  [1, 'any other failure'],
  [2, 'wrong usage, an invalid argument, or a feature that the modem’s family does not have'],
  [3, 'malformed URL'],
  [4, 'the doctor found something that needs attention'],
  [6, 'the modem could not resolve the server’s name'],
  [7, 'no connection: no network, no registration, or no answer from the server'],
  [18, 'the transfer ended early, or its length does not match'],
  [22, 'HTTP status 400 or more, with --fail'],
  [23, 'the output could not be written, or the reader closed the pipe'],
  [26, 'the input could not be read'],
  [28, 'a time limit passed, or no ping was answered'],
  [35, 'the TLS handshake failed'],
  [47, 'too many redirects'],
  [56, 'the modem lost the connection while sending or receiving, or restarted'],
  [60, 'the server’s certificate could not be verified'],
  [67, 'the FTP server refused the login'],
  [
    69,
    'the network refused or did not deliver the message, refused the call or the USSD code, or the firmware has no messages',
  ],
  [74, 'the serial port or the broker could not be opened, or went away'],
  [75, 'the message was sent, and no delivery report came in time'],
  [77, 'the SIM wants a PIN or PUK, or refused it'],
  [78, 'the FTP file or directory does not exist, or the modem has no such file'],
  [129, 'SIGHUP'],
  [130, 'Ctrl-C'],
  [143, 'SIGTERM'],
];
