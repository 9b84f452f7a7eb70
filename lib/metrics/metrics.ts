import { Registry } from 'prom-client';
import type { Observable } from 'rxjs';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Modem } from '../modem/modem';
import type { GatewayNews } from '../mqtt/gateway/jobs/gatewayNews';
import { instruments } from './instruments';
import { jobMetrics } from './jobMetrics';
import { modemMetrics } from './modemMetrics';
import { transferMetrics } from './transferMetrics';

/** What modems, transfers and jobs do, counted. */
export interface Metrics {
  /** Measures a modem while the result is subscribed to; emits what the source emits. */
  readonly modem: (name: string, source: Observable<Modem>) => Observable<Modem>;
  /** Measures a transfer on a modem; emits what the source emits. `flow` names its kind: `http:GET`. */
  readonly transfer: (
    modem: string,
    flow: string,
    source: Observable<TransferEvent>,
  ) => Observable<TransferEvent>;
  /** Counts an event of a gateway. */
  readonly note: (news: GatewayNews) => void;
  /** Everything as text in Prometheus's format. */
  readonly text: () => Promise<string>;
  /** The Content-Type of this text. */
  readonly contentType: string;
}

/**
 * Makes metrics of modems and gateways in Prometheus's format.
 *
 *     const measured = metrics();
 *     const north = measured.modem('north', openModem(serialPort('/dev/ttyUSB0'), sim800));
 *     serveMetrics({ metrics: measured, port: 9464 }).subscribe();
 *
 *     GET http://127.0.0.1:9464/metrics      rxmodem_modem_health{modem="north",health="ready"} 1 …
 *
 * It sends no command: it reads what others ask for. Labels hold names, kinds and reasons, never a number, a URL or a text of a
 * message. `registry` is one of `prom-client`; default: a new one.
 */
export const metrics = (registry: Registry = new Registry()): Metrics => {
  const all = instruments(registry);
  return Object.freeze({
    modem: (name: string, source: Observable<Modem>) => modemMetrics(all, name, source),
    transfer: (modem: string, flow: string, source: Observable<TransferEvent>) =>
      transferMetrics(all, { modem, flow }, source),
    note: jobMetrics(all),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  });
};
