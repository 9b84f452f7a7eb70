import type { Settled } from '../grammar/settled';
import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Sent } from '../../operators/transferEvent';
import type { WindowPace } from '../../operators/windowPace';
import type { HttpContent } from './httpCall';
import type { ApnSettings } from './bearerDialect';

/** A server with its defaults filled in. */
export type SettledServer = Settled<Omit<FtpServer, 'access'>>;

/** How a file is transferred: window by window, or as a whole by way of the modem's memory or files. */
export type FtpWay = 'windows' | 'bulk';

/** One task at a server: a path there, and how long its result may take. */
export interface FtpTask {
  readonly path: string;
  /** How long modem and server may take for the result, in milliseconds. */
  readonly resultMs: number;
}

/** A transfer between a server and a file on the modem. */
export interface FtpFileTask extends FtpTask {
  /** The file on the modem. */
  readonly file: string;
}

/** One download. */
export interface FtpDownload extends FtpTask {
  /** Where in the file to begin. */
  readonly fromByte: number;
  /** The length of the file, where it is known. */
  readonly totalBytes: number | undefined;
  /** How large windows are. A way that takes less at once limits it. */
  readonly windows: WindowPace;
  readonly way: FtpWay | undefined;
  /** Takes the slices of one window, checked; the next one is asked for when it completes. */
  readonly take: (slices: readonly Uint8Array[]) => Observable<never>;
}

/** One upload. Its `resultMs` is for the end, when the modem passes the data on: storing twice is worse than waiting. */
export interface FtpUpload extends FtpTask {
  readonly content: HttpContent;
  /** Replaces the file, or goes on at its end. */
  readonly how: 'replace' | 'append';
  readonly way: FtpWay | undefined;
}

/** How a family does FTP: the commands. The flows are the same for all. Errors are `ftp` with a code, `network`, `timeout` … */
export interface FtpDialect {
  /** The first of the server's settings that the family lacks, or `undefined`. Asked before anything is written. */
  readonly lacks: (server: SettledServer) => string | undefined;
  /** Fails with `invalid-argument` named `path` where the family can't take the path. Asked before anything is written. */
  readonly checkPath: (path: string) => void;
  /** Fails with `invalid-argument` named `path` or `file` where the family can't do the transfer. Asked before anything is written. */
  readonly checkFile: (names: Pick<FtpFileTask, 'path' | 'file'>, way: 'get' | 'put') => void;
  /** The most bytes of one window. */
  readonly maxWindowBytes: number;
  /** Begins a session with a server: parameters on SIM800, start and login on A76XX. Emits once. */
  readonly open: (channel: CommandChannel, server: SettledServer) => Observable<unknown>;
  /** Downloads a file, or the rest of it; completes when all is taken. */
  readonly get: (channel: CommandChannel, download: FtpDownload) => Observable<never>;
  /** Uploads a file; emits the progress, and completes when the server has stored it. */
  readonly put: (channel: CommandChannel, upload: FtpUpload) => Observable<Sent>;
  /** Lists a directory: emits the server's text once, as it came. */
  readonly list: (channel: CommandChannel, task: FtpTask) => Observable<Uint8Array>;
  /** The length of a file; fails with the family's code where it is not there. */
  readonly size: (channel: CommandChannel, task: FtpTask) => Observable<number>;
  readonly remove: (channel: CommandChannel, task: FtpTask) => Observable<never>;
  readonly makeDirectory: (channel: CommandChannel, task: FtpTask) => Observable<never>;
  readonly removeDirectory: (channel: CommandChannel, task: FtpTask) => Observable<never>;
  /** Transfers a file between server and modem: emits its length once. */
  readonly getToFile: (channel: CommandChannel, task: FtpFileTask) => Observable<number>;
  readonly putFromFile: (channel: CommandChannel, task: FtpFileTask) => Observable<number>;
  /** Ends the session, whatever its state; awaits the results that this provokes. */
  readonly close: (channel: CommandChannel) => Observable<unknown>;
}

/** FTP server settings. Only `host` is required. */
export interface FtpServer {
  readonly host: string;
  /** Default 21; 990 for implicit TLS. */
  readonly port?: number | undefined;
  /** Default `anonymous`. */
  readonly user?: string | undefined;
  /** Never shown in a trace, an error or a recording. Default: empty. */
  readonly password?: string | undefined;
  /** Who opens the data connection: the modem (`passive`, the default) or the server. */
  readonly mode?: 'passive' | 'active' | undefined;
  /** Bytes as they are (`binary`, the default), or text with its line ends changed (`ascii`). */
  readonly type?: 'binary' | 'ascii' | undefined;
  /** FTPS, where the family has it: TLS from the start, or after AUTH. Default: none. */
  readonly tls?: 'none' | 'implicit' | 'explicit' | undefined;
  /** APN, user and password of the bearer or context, used when it is opened. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
}
