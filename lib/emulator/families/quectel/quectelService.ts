import type { Subscription } from 'rxjs';
import type { HandlerContext } from '../../core/handler';
import type { ModemState } from '../../core/state';
import type { FtpSession } from '../../origins/ftpOrigin';
import type { BrokerMessage } from '../../origins/mqttOrigin';

/** A response that can be read once. */
export interface UnreadResponse {
  readonly head: Uint8Array;
  readonly body: Uint8Array;
}

/** The FTP service, from QFTPOPEN to the result of QFTPCLOSE. */
export interface QuectelFtp {
  account: readonly string[];
  /** There from the login on. */
  session: FtpSession | undefined;
  connection: Subscription | undefined;
  /** What is under way in the session. */
  running: Subscription | undefined;
  isClosing: boolean;
  /** How many bytes the last transfer carried. */
  transferred: number;
}

/** What QMTCFG sets for client 0. */
export interface QuectelMqttSettings {
  context: number;
  secure: boolean;
  keepAliveSeconds: number;
  clean: boolean;
  will: BrokerMessage | undefined;
  /** Whether the length of a message comes with it. */
  withLength: boolean;
}

/** What a Quectel modem keeps besides the state of all families, until it restarts. */
export interface QuectelService {
  /** What `AT+QIGETERROR` shows. */
  lastError: number;
  /** Values of QHTTPCFG by key. */
  readonly httpSettings: Map<string, string>;
  url: string;
  /** The request that runs. */
  running: Subscription | undefined;
  response: UnreadResponse | undefined;
  readonly ftp: QuectelFtp;
  readonly ftpSettings: Map<string, string>;
  readonly mqtt: QuectelMqttSettings;
  /** User and password of each PDP context. */
  readonly access: Map<
    number,
    { readonly user: string; readonly password: string; readonly authentication: string }
  >;
}

const services = new WeakMap<ModemState, QuectelService>();

/** The services of a modem; a restart forgets them with all other state. */
export const quectelService = ({ state }: Pick<HandlerContext, 'state'>): QuectelService => {
  const known = services.get(state);
  if (known) return known;
  const fresh: QuectelService = {
    ...{ lastError: 0, url: '', running: undefined, response: undefined },
    ...{ httpSettings: new Map(), ftpSettings: new Map(), access: new Map() },
    mqtt: {
      context: 1,
      secure: false,
      keepAliveSeconds: 120,
      clean: true,
      will: undefined,
      withLength: false,
    },
    ftp: {
      account: [],
      session: undefined,
      connection: undefined,
      running: undefined,
      ...{ isClosing: false, transferred: 0 },
    },
  };
  services.set(state, fresh);
  return fresh;
};
