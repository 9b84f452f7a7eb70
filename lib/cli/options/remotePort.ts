import { CliError } from '../errors/cliError';

/** A modem behind a gateway, as `--port` names it. */
export interface RemotePort {
  /** The broker's URL, without user and password. */
  readonly broker: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** `GATEWAY/MODEM`. */
  readonly modem: string;
}

/** The options that decide whether a verb can go through a gateway. */
interface PortOptions {
  readonly port: string;
  readonly trace?: string | true;
  readonly record?: string;
}

const SCHEME = /^(?:mqtts?|wss?):\/\//i;

/**
 * Reads a `--port` that leads through a broker; `undefined` for any other.
 *
 *     mqtts://desk@broker.example.com/berlin/north      the modem north of the gateway berlin
 *
 * The password may come from `RXMODEM_MQTT_PASSWORD`. Fails with `usage`, and shows no part of the value; also with `--trace` and
 * `--record`, since only the gateway has the conversation.
 */
export const remotePortOf = ({ port, trace, record }: PortOptions): RemotePort | undefined => {
  if (!SCHEME.test(port)) return undefined;
  if (trace !== undefined || record !== undefined)
    throw refused(trace === undefined ? '--record' : '--trace');
  const url = URL.canParse(port) ? new URL(port) : undefined;
  const [, gateway, modem, ...more] = url?.pathname.split('/').map(decoded) ?? [];
  if (!url?.hostname || !gateway || !modem || more.length > 0)
    throw usage('--port does not name a modem at a broker');
  return {
    broker: `${url.protocol}//${url.host}`,
    username: decoded(url.username) || undefined,
    password: decoded(url.password) || process.env['RXMODEM_MQTT_PASSWORD'],
    modem: `${gateway}/${modem}`,
  };
};

/** Fails with `usage` where `--port` leads through a broker: jobs do not cover the verb. */
export const refuseRemote = (port: string): void => {
  if (!SCHEME.test(port)) return;
  throw new CliError({
    kind: 'usage',
    message:
      'this verb does not go through a gateway; get, head, post, put, delete, ftp, send, sms send and ussd do, others need a port of this machine',
  });
};

const refused = (option: string): CliError =>
  new CliError({
    kind: 'usage',
    message: `${option} does not work through a gateway, which has the conversation; leave it out, or use a port of this machine`,
  });

const usage = (problem: string): CliError =>
  new CliError({ kind: 'usage', message: `${problem}; write it like mqtt://127.0.0.1:1883/GATEWAY/MODEM` });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw usage('--port holds a % that encodes nothing');
  }
};
