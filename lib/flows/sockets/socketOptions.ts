import { checkOptions, checkValue, is, type OptionChecks } from '../../grammar/checkOptions';
import { spellable } from '../../grammar/codecs/spellable';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { TlsOptions } from '../../dialects/httpCall';
import type { Profile } from '../../dialects/profile';
import type { LinkDialect, SocketsDialect, SocketTarget } from '../../dialects/socketsDialect';
import { checkedAccess } from '../transfer/checkedAccess';
import { checkedTls } from '../transfer/checkedTls';
import { isHost } from '../transfer/isHost';
import { isWindowBytes, type WindowPace, windowPace } from '../../../operators/windowPace';

/** What a socket connects to, and how. */
export interface SocketOptions {
  readonly host: string;
  readonly port: number;
  /**
   * TLS by the modem, as in `HttpRequest`. Default: none. TLS by Node (`modemAgent`, or `tls.connect` over `duplexOf`) verifies
   * at the host and knows TLS 1.3.
   */
  readonly tls?: TlsOptions | undefined;
  /** APN, user and password of the stack or context, used when it is opened. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
  /** How long connecting may take, in milliseconds. Default 90,000. */
  readonly connectMs?: number | undefined;
  /** How long the modem may take no bytes before a write fails, in milliseconds. Default 60,000. */
  readonly fullMs?: number | undefined;
  /**
   * When a write completes: when the modem has its bytes (`modem`, the default: DATA ACCEPT), or when the far end has acknowledged
   * them (`peer`: SEND OK), for which the modem is asked.
   */
  readonly confirm?: 'modem' | 'peer' | undefined;
  /**
   * The most bytes that are read at once. Default `'auto'`: what the family takes, 1,460 on SIM800, and less while the line damages
   * windows. Fewer let other flows in sooner.
   */
  readonly windowBytes?: number | 'auto' | undefined;
}

/** Options that were checked against a family. */
export interface CheckedSocket {
  readonly dialect: LinkDialect;
  readonly target: SocketTarget;
  readonly access: ApnSettings;
  readonly connectMs: number;
  readonly fullMs: number;
  readonly confirm: 'modem' | 'peer';
  readonly windows: WindowPace;
}

const CONNECT_MS = 90_000;
const FULL_MS = 60_000;

/** The longest host name (RFC 1035 § 2.3.4). */
const MAX_HOST_CHARS = 253;

/** What a socket rides on: the options that all flows of this room have. */
export const STACK_CHECKS: OptionChecks = Object.freeze({
  access: { apn: is.text, user: is.text, password: is.text },
});

const CHECKS: OptionChecks = {
  ...STACK_CHECKS,
  host: is.text,
  port: is.port,
  tls: {
    verify: is.flag,
    ca: is.text,
    clientCertificate: is.text,
    clientKey: is.text,
    sni: is.flag,
    checkDates: is.flag,
    context: is.count,
  },
  connectMs: is.ms,
  fullMs: is.ms,
  confirm: is.oneOf('modem', 'peer'),
  windowBytes: isWindowBytes,
};

/** The sockets of a family. Fails with `unsupported` where it has none. */
export const socketsOf = ({ sockets, title }: Profile): SocketsDialect => {
  if (sockets) return sockets;
  throw new ModemError({ kind: 'unsupported', family: title, feature: 'sockets' });
};

/** Checks the name or address of a host. Fails with `invalid-argument` named `host`. */
export const checkedHost = (host: string): string => {
  if (!isHost(spellable(checkValue(host, is.name, 'host'), 'host')))
    return invalidArgument('host', 'it is empty, or holds what no host can');
  if (host.length > MAX_HOST_CHARS)
    return invalidArgument('host', `it has more than ${MAX_HOST_CHARS} characters`);
  return host;
};

/**
 * Checks what a socket connects to, and with the family.
 *
 * Fails with `invalid-argument` that names the option, and `unsupported` for what the family lacks; nothing is written then.
 */
export const checkedSocket = (
  profile: Profile,
  protocol: SocketTarget['protocol'],
  given: SocketOptions,
): CheckedSocket => {
  const { tls, access = {}, connectMs = CONNECT_MS, fullMs = FULL_MS } = checkOptions(given, CHECKS);
  const { confirm = 'modem' } = given;
  const sockets = socketsOf(profile);
  const target: SocketTarget = {
    protocol,
    host: checkedHost(given.host),
    port: checkValue(given.port, is.port, 'port'),
    tls: tls && checkedTls(tls),
  };
  const feature = sockets.lacks(target);
  if (feature !== undefined) throw new ModemError({ kind: 'unsupported', family: profile.title, feature });
  const dialect = sockets.linksFor(target);
  if (confirm === 'peer' && !dialect.unacknowledged)
    throw new ModemError({
      kind: 'unsupported',
      family: profile.title,
      feature: `acknowledgement for a ${dialect.name}`,
    });
  const windows = windowPace(given.windowBytes, dialect.maxReadBytes);
  return { dialect, target, access: checkedAccess(access), connectMs, fullMs, confirm, windows };
};
