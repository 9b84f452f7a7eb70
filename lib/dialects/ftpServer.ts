import type { Access } from './access';

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
  readonly access?: Access;
}
