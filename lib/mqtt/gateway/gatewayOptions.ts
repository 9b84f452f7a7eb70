import type { IClientOptions } from 'mqtt';
import type { Observable } from 'rxjs';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { Modem } from '../../modem/modem';
import type { PoolPolicy } from '../../pool/poolPolicy';
import type { AllowList, GatewayLimits } from './jobs/gatewayLimits';

/** A modem of a gateway. */
export interface GatewayModem {
  /** The modem: `openModem(…)`. It is open while the gateway runs, and is opened again after it fails. */
  readonly modem: Observable<Modem>;
  /** Its port, for people. Default: its name. */
  readonly where?: string | undefined;
}

/** Options of a gateway. */
export interface GatewayOptions {
  /** Its name, unique at the broker: letters, digits, `_ . : @ -`. */
  readonly name: string;
  /** Its modems by their names. */
  readonly modems: Readonly<Record<string, GatewayModem>>;
  /** `mqtt://`, `mqtts://`, `ws://`, `wss://`. */
  readonly broker: string | URL;
  /** User, password, certificates …: options of the `mqtt` package. */
  readonly connection?: Omit<IClientOptions, 'protocolVersion' | 'clean' | 'will' | 'clientId'> | undefined;
  /** The root of its topics. Default `rxmodem`. */
  readonly root?: string | undefined;
  /** Gateways of one group share the jobs for any modem. Default `gateways`. */
  readonly group?: string | undefined;
  /** What jobs may do. Default: HTTP and FTP with any host, no raw commands. */
  readonly allow?: AllowList | undefined;
  readonly limits?: GatewayLimits | undefined;
  /** How modems are chosen, and what happens when one fails. */
  readonly pool?: PoolPolicy | undefined;
  /** APN, user and password of the bearer or context. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
  /** The prefix of Home Assistant's discovery topics, `false` for none. Default `homeassistant`. */
  readonly discovery?: string | boolean | undefined;
  /**
   * Publishes the short messages that the modems receive, QoS 1, and deletes each from its modem when the broker has it. Default no:
   * the modems keep them.
   */
  readonly inbox?: boolean | undefined;
  /**
   * A number that Home Assistant's notify entities send to: discovery announces one for each modem. The jobs need `allow: { verbs:
   * ['sms', …] }`. Default: no such entity.
   */
  readonly notifyTo?: string | undefined;
  /**
   * How long the broker keeps jobs for a gateway that is away: longer than a broker takes to restart, and not much longer, since
   * some brokers give jobs to a session whose gateway is gone. Default 30 s.
   */
  readonly sessionSeconds?: number | undefined;
}
