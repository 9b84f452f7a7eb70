import type { ApnSettings } from '../../dialects/bearerDialect';
import type { TlsOptions } from '../../dialects/httpCall';
import type { MqttBroker } from '../../dialects/mqttDialect';
import { checkOptions, is, type OptionChecks } from '../../grammar/checkOptions';
import { spellable } from '../../grammar/codecs/spellable';
import { invalidArgument } from '../../grammar/errors/modemError';
import { checkedAccess } from '../transfer/checkedAccess';
import { checkedTls } from '../transfer/checkedTls';
import { isHost } from '../transfer/isHost';

/** A broker, and how the modem connects to it. `host` and `clientId` are required. */
export interface MqttOptions {
  readonly host: string;
  /** Default 1883, with `tls` 8883. */
  readonly port?: number;
  /** The name that the broker knows the modem by: each client of a broker needs its own. */
  readonly clientId: string;
  readonly user?: string;
  readonly password?: string;
  /** How often the modem shows the broker that it is there, in seconds. Default 60. */
  readonly keepAliveSeconds?: number;
  /** Whether the broker forgets subscriptions and messages when the modem leaves. Default true. */
  readonly cleanSession?: boolean;
  /** What the broker publishes when the modem is gone without a word. */
  readonly will?: PublishOptions;
  /** TLS by the modem. Default: none. */
  readonly tls?: TlsOptions;
  /** APN, user and password of the context, used when it is opened. Default: the modem’s own. */
  readonly access?: ApnSettings;
}

/** A message to publish. */
export interface PublishOptions {
  readonly topic: string;
  /** A text is sent as UTF-8. */
  readonly payload: string | Uint8Array;
  /** 0 at most once, 1 at least once, 2 exactly once. Default 0. */
  readonly qos?: 0 | 1 | 2;
  /** Whether the broker keeps it for later subscribers. Default false. */
  readonly retain?: boolean;
}

const [PORT, TLS_PORT] = [1_883, 8_883];
const KEEP_ALIVE_SECONDS = 60;

const CHECKS: OptionChecks = {
  host: is.name,
  port: is.port,
  clientId: is.name,
  user: is.text,
  password: is.text,
  keepAliveSeconds: is.positive,
  cleanSession: is.flag,
  access: { apn: is.text, user: is.text, password: is.text },
};

/** Checks a topic or a filter: counted bytes on the line, which hold neither control characters nor quotes all the same. */
export const checkedText = (value: string, name: string): string => {
  if (typeof value !== 'string' || value === '') return invalidArgument(name, 'it is empty, or no text');
  return spellable(value, name, '"');
};

/** Checks the options, and fills in the defaults. Fails with `invalid-argument`; it never shows a value. */
export const checkedMqtt = (
  options: MqttOptions,
): { readonly broker: MqttBroker; readonly access: ApnSettings } => {
  checkOptions(options, CHECKS);
  const { host, clientId, user, password, will, tls, access = {} } = options;
  const {
    keepAliveSeconds = KEEP_ALIVE_SECONDS,
    cleanSession = true,
    port = tls ? TLS_PORT : PORT,
  } = options;
  if (!isHost(spellable(host, 'host', '"'))) invalidArgument('host', 'it holds what no host can');
  for (const [name, value] of Object.entries({ clientId, user, password })) spellable(value ?? '', name, '"');
  return {
    broker: {
      ...{ host, port, clientId, user, password, keepAliveSeconds, cleanSession },
      will: will && {
        topic: checkedText(will.topic, 'will.topic'),
        payload: typeof will.payload === 'string' ? new TextEncoder().encode(will.payload) : will.payload,
        qos: will.qos ?? 0,
      },
      tls: tls && checkedTls(tls),
    },
    access: checkedAccess(access),
  };
};
