import { type Command, InvalidArgumentError, Option } from 'commander';
import { type NetworkOptions, networkOptions } from './networkOptions';
import type { TlsOptions } from 'rxmodem';
import { CliError } from '../errors/cliError';

/** Header fields as `-H` gives them. */
type HeaderFields = Readonly<Record<string, string>>;

/** Adds a field; one that is given again is joined with a comma (RFC 9110 § 5.3). */
const added = (text: string, before: HeaderFields = {}): HeaderFields => {
  const [, name, value = ''] = /^([^\s:]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("write it like 'Accept: text/plain'");
  const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
  return { ...before, [name]: earlier === undefined ? value : `${earlier}, ${value}` };
};

/** Makes the option for header fields of a request. */
const headerOption = (): Option =>
  new Option('-H, --header <field>', "a header field, 'Name: value'; may be repeated").argParser(added);

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

/** Says how HTTPS is to be secured. Fails with `usage` where only one of certificate and key is given. */
export const tlsOf = ({ cacert, cert, key, verify }: HttpOptions): TlsOptions => {
  if ((cert === undefined) !== (key === undefined)) {
    throw new CliError({ kind: 'usage', message: '--cert and --key need each other; give both' });
  }
  return {
    ...(verify && { verify }),
    ...(cacert !== undefined && { ca: cacert }),
    ...(cert !== undefined && { clientCertificate: cert }),
    ...(key !== undefined && { clientKey: key }),
  };
};
