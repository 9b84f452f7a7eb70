import { type Command, InvalidArgumentError, Option } from 'commander';
import { type NetworkOptions, networkOptions } from './networkOptions';
import type { TlsOptions } from 'rxmodem';
import { CliError } from '../errors/cliError';

/** Header fields as `-H` gives them. */
type HeaderFields = Readonly<Record<string, string>>;

/** Adds a field; a repeated field is joined with a comma (RFC 9110 § 5.3). */
const added = (text: string, before: HeaderFields = {}): HeaderFields => {
  const [, name, value = ''] = /^([^\s:]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("write it like 'Accept: text/plain'");
  const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
  return { ...before, [name]: earlier === undefined ? value : `${earlier}, ${value}` };
};

/** The option for header fields of a request. */
const headerOption = (): Option =>
  new Option('-H, --header <field>', "send a header field, 'Name: value'; may be repeated").argParser(added);

/** Options of every HTTP verb. */
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

/** Declares the options of every HTTP verb, and those of the network. */
export const httpOptions = (verb: Command): Command =>
  networkOptions(
    verb
      .optionsGroup('Request:')
      .addOption(headerOption())
      .option('-L, --location', 'follow redirects')
      .option('-f, --fail', 'on HTTP status 400 or more write no body and exit with 22')
      .option('-x, --proxy <host:port>', 'use this proxy; SIM800 only')
      .optionsGroup('TLS:')
      .option('--cacert <name>', 'verify the server with this CA certificate, stored on the modem')
      .option('--cert <name>', 'client certificate, stored on the modem; needs --key')
      .option('--key <name>', 'key of the client certificate, stored on the modem')
      .option('--verify', 'fail if the server can not be verified'),
  );

/** The TLS options of a request. Fails with `usage` if only one of certificate and key is given. */
export const tlsOf = ({ cacert, cert, key, verify }: HttpOptions): TlsOptions => {
  if ((cert === undefined) !== (key === undefined)) {
    throw new CliError({ kind: 'usage', message: 'only one of --cert and --key is given; give both' });
  }
  return {
    ...(verify && { verify }),
    ...(cacert !== undefined && { ca: cacert }),
    ...(cert !== undefined && { clientCertificate: cert }),
    ...(key !== undefined && { clientKey: key }),
  };
};
