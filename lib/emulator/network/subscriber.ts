import type { Observable } from 'rxjs';
import type { NetworkCall } from './callLink';
import type { Pdu } from '../../pdu/pdu';

/**
 * What became of a message at the modem: `taken`, no place for it (`full`), off or out of reach (`unreachable`), or not acknowledged
 * (`refused`). The centre tries again after all but `taken`.
 */
export type Reception = 'taken' | 'full' | 'unreachable' | 'refused';

/** A SIM in a network: what the network asks of the modem that holds it. */
export interface Subscriber {
  readonly number: string;
  /** Whether the network reaches it now: on, with a SIM that is ready, registered. */
  readonly isReachable: () => boolean;
  /** Emits when a message may get through again: registered, started, or a place became free. */
  readonly changed: Observable<void>;
  /** A call comes in. */
  readonly ring: (call: NetworkCall) => void;
  /** The network begins a USSD session. */
  readonly ussd: (text: string, asks: boolean) => void;
  /** Takes a message or a report. Emits once. */
  readonly receive: (message: Pdu) => Observable<Reception>;
}
