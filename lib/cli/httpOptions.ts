import type { Command } from 'commander';
import { type HeaderFields, headerOption } from './headerOption';

/** What every HTTP verb takes. */
export interface HttpOptions {
  readonly header?: HeaderFields;
  readonly location?: boolean;
  readonly proxy?: string;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify?: boolean;
}

/** Declares on a verb what every HTTP verb takes. */
export const httpOptions = (verb: Command): Command =>
  verb
    .addOption(headerOption())
    .option('-L, --location', 'follow redirects')
    .option('-x, --proxy <host:port>', 'ask this proxy; SIM800 only')
    .option('--cacert <name>', 'verify the server by this authority’s certificate, stored on the modem')
    .option('--cert <name>', 'the client’s certificate, stored on the modem; needs --key')
    .option('--key <name>', 'the client’s key, stored on the modem')
    .option('--verify', 'fail where the server can not be verified');
