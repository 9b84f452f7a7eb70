import type { IClientOptions } from 'mqtt';
import type { Observable } from 'rxjs';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { Modem } from '../../modem/modem';
import type { PoolPolicy } from '../../pool/poolPolicy';
import type { AllowList, GatewayLimits } from './jobs/gatewayLimits';

/** A modem of a gateway's. */
export interface GatewayModem {
  /** A way to it: `connect(…)`. It is connected to while the gateway runs, again and again. */
  readonly modem: Observable<Modem>;
  /** Which port it is on, for people. Default: its name. */
  readonly where?: string;
}

/** What a gateway is. */
export interface GatewayOptions {
  /** Its name, which no other gateway at the broker has: letters, digits, `_ . : @ -`. */
  readonly name: string;
  /** Its modems by their names. */
  readonly modems: Readonly<Record<string, GatewayModem>>;
  /** `mqtt://`, `mqtts://`, `ws://`, `wss://`. */
  readonly broker: string;
  /** User, password, certificates … as the `mqtt` package has them. */
  readonly connection?: Omit<IClientOptions, 'protocolVersion' | 'clean' | 'will' | 'clientId'>;
  /** Where its topics begin. Default `rxmodem`. */
  readonly root?: string;
  /** Gateways of one group share the jobs for any modem. Default `gateways`. */
  readonly group?: string;
  /** What jobs may do. Default: HTTP and FTP with any host, no raw commands. */
  readonly allow?: AllowList;
  readonly limits?: GatewayLimits;
  /** How modems are picked, and what is done when one fails. */
  readonly pool?: PoolPolicy;
  /** APN, user and password of the bearer or context. Default: the modem's own. */
  readonly access?: ApnSettings;
  /** Where modems are made known to home automation, `false` for nowhere. Default `homeassistant`. */
  readonly discovery?: string | false;
  /**
   * How long the broker keeps what waits for a gateway that is away: longer than a broker takes to restart, and not much longer,
   * since some brokers hand jobs to a session whose gateway is gone. Default 30 s.
   */
  readonly sessionSeconds?: number;
}
