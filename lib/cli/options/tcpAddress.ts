import { CliError } from '../errors/cliError';

/** Host and port of a server. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `HOST:PORT`, with an IPv6 host in brackets. Fails with `usage` and the name of the option. */
export const tcpAddress = (text: string, option: string): Address => {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(digits) > 65_535) {
    // What stands in front of an @ is a user and a password.
    const shown = text.replace(/^.*@/s, '***@');
    const message = `${option} needs HOST:PORT, but is ${JSON.stringify(shown)}; write it like 127.0.0.1:7000`;
    throw new CliError({ kind: 'usage', message });
  }
  return { host, port: Number(digits) };
};
