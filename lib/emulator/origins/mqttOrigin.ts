import type { Observable } from 'rxjs';

/** A message of a broker behind the emulator. */
export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** A client that a modem connects. */
export interface BrokerClient {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly id: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly keepAliveSeconds: number;
  readonly clean: boolean;
  readonly will: BrokerMessage | undefined;
}

/** An open connection to a broker. */
export interface BrokerSession {
  readonly messages: Observable<BrokerMessage>;
  readonly publish: (message: BrokerMessage) => Observable<never>;
  readonly subscribe: (filter: string, qos: 0 | 1 | 2) => Observable<never>;
}

/** Why a broker can't be reached, or does not take a client. */
export type BrokerFailureKind = 'dns' | 'connect' | 'refused' | 'tls' | 'closed';

/** The failure of a connection to a broker. */
export class BrokerFailure extends Error {
  constructor(readonly kind: BrokerFailureKind) {
    super(kind);
  }
}

/** A broker's address. */
export type BrokerServer = Pick<BrokerClient, 'host' | 'port' | 'secure'>;

/**
 * The brokers that an emulated modem reaches: subscribing connects and emits one session, unsubscribing disconnects politely. Fails with
 * `BrokerFailure` where there is none, or the connection is lost.
 */
export interface MqttOrigin {
  (client: BrokerClient): Observable<BrokerSession>;
  /**
   * Whether a server can be reached, for modems that open a connection before they connect a client: completes, or fails with
   * `BrokerFailure`. Default: it can, and what is wrong shows when the client is connected.
   */
  readonly reach?: (server: BrokerServer) => Observable<never>;
}
