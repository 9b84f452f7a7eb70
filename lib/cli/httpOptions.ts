import type { Command } from 'commander';
import { type HeaderFields, headerOption } from './headerOption';
import { type NetworkOptions, networkOptions } from './networkOptions';

/** What every HTTP verb takes. */
export interface HttpOptions extends NetworkOptions {
  readonly header?: HeaderFields;
  readonly location?: boolean;
  readonly fail?: boolean;
  readonly proxy?: string;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify?: boolean;
}

/** Declares on a verb what every HTTP verb takes, and what goes through the network. */
export const httpOptions = (verb: Command): Command =>
  networkOptions(
    verb
      .optionsGroup('Request:')
      .addOption(headerOption())
      .option('-L, --location', 'follow redirects')
      .option('-f, --fail', 'HTTP status 400 or more: no body, exit 22')
      .option('-x, --proxy <host:port>', 'ask this proxy; SIM800 only')
      .optionsGroup('TLS:')
      .option('--cacert <name>', 'verify the server by this authority’s certificate, stored on the modem')
      .option('--cert <name>', 'the client’s certificate, stored on the modem; needs --key')
      .option('--key <name>', 'the client’s key, stored on the modem')
      .option('--verify', 'fail where the server can not be verified'),
  );
