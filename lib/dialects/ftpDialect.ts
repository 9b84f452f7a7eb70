import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Sent } from '../../operators/transferEvent';
import type { HttpContent } from './httpCall';
import type { ApnSettings } from './bearerDialect';

/** A server with nothing missing that has a default. */
export type SettledServer = Required<Omit<FtpServer, 'access'>>;

/** How a download is done: window by window, or at once into the modem's memory and then read. */
export type FtpWay = 'windows' | 'bulk';

/** One download. */
export interface FtpDownload {
  readonly path: string;
  /** Where in the file to begin. */
  readonly fromByte: number;
  /** How long the file is, where that is known. */
  readonly totalBytes: number | undefined;
  /** Most bytes that are asked for at once. */
  readonly windowBytes: number;
  readonly way: FtpWay | undefined;
  /** How long the server may take. */
  readonly resultMs: number;
  /** Takes the slices of one window, checked; the next one is asked for when it completes. */
  readonly take: (slices: readonly Uint8Array[]) => Observable<never>;
}

/** One upload. */
export interface FtpUpload {
  readonly path: string;
  readonly content: HttpContent;
  /** Replaces the file, or goes on at its end. */
  readonly how: 'replace' | 'append';
  readonly way: FtpWay | undefined;
  /** How long the modem may take to give the data to the server at the end: storing twice is worse than waiting. */
  readonly resultMs: number;
}

/** How a family does FTP: the words; the flows are the same for all. Errors are `ftp` with a code, `network`, `timeout` … */
export interface FtpDialect {
  /** What of a server's settings the family can't do, by name. Asked before anything is written. */
  readonly lacks: (server: SettledServer) => string | undefined;
  /** Fail with `invalid-argument` named `path` or `file` where the family can't take that. Asked before anything is written. */
  readonly checkPath: (path: string) => void;
  readonly checkFile: (names: { readonly path: string; readonly file: string }, way: 'get' | 'put') => void;
  /** Most bytes of one window. */
  readonly maxWindowBytes: number;
  /** Begins a session with a server: parameters on SIM800, start and login on A76XX. Emits once. */
  readonly open: (channel: CommandChannel, server: SettledServer) => Observable<unknown>;
  /** Downloads a file, or the rest of it; completes when all is taken. */
  readonly get: (channel: CommandChannel, download: FtpDownload) => Observable<never>;
  /** Uploads a file; emits how far it is, and completes when the server has stored it. */
  readonly put: (channel: CommandChannel, upload: FtpUpload) => Observable<Sent>;
  /** Lists a directory: emits the server's text once, as it came. */
  readonly list: (channel: CommandChannel, path: string, resultMs: number) => Observable<Uint8Array>;
  /** The length of a file; fails with the family's code where it is not there. */
  readonly size: (channel: CommandChannel, path: string, resultMs: number) => Observable<number>;
  readonly remove: (channel: CommandChannel, path: string, resultMs: number) => Observable<never>;
  readonly makeDirectory: (channel: CommandChannel, path: string, resultMs: number) => Observable<never>;
  readonly removeDirectory: (channel: CommandChannel, path: string, resultMs: number) => Observable<never>;
  /** Between server and the modem's own files: emits the length once. */
  readonly getToFile: (
    channel: CommandChannel,
    path: string,
    file: string,
    resultMs: number,
  ) => Observable<number>;
  readonly putFromFile: (
    channel: CommandChannel,
    file: string,
    path: string,
    resultMs: number,
  ) => Observable<number>;
  /** Ends the session, whatever state it is in; hears out the results that it provokes. */
  readonly close: (channel: CommandChannel) => Observable<unknown>;
}

/** An FTP server and how to get on with it. Only the host must be there. */
export interface FtpServer {
  readonly host: string;
  /** Default 21; 990 for implicit TLS. */
  readonly port?: number;
  /** Default `anonymous`. */
  readonly user?: string;
  /** Never shows in a trace, an error or a recording. Default: an empty one. */
  readonly password?: string;
  /** Who opens the data connection: the modem (`passive`, the default) or the server. */
  readonly mode?: 'passive' | 'active';
  /** Bytes as they are (`binary`, the default), or text with its line ends changed (`ascii`). */
  readonly type?: 'binary' | 'ascii';
  /** FTPS, where the family has it: TLS from the start, or after AUTH. Default: none. */
  readonly tls?: 'none' | 'implicit' | 'explicit';
  /** What it rides on. Default: the modem's own. */
  readonly access?: ApnSettings;
}
