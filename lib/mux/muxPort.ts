import type { Observable } from 'rxjs';
import type { Port } from '../wire/transport';

/** An open channel of the multiplexer: a port whose other side can be asked to wait. */
export interface MuxPort extends Port {
  /** The number of the channel, from 1 on. */
  readonly channel: number;
  /**
   * While this is subscribed to, the modem holds the data of this channel, and of no other (MSC with FC, 27.010
   * § 5.4.6.3.7). For readers that are slower than the line; what was on its way still comes.
   */
  readonly hold: Observable<never>;
}

/** A channel: subscribing opens it, unsubscribing closes it. */
export type MuxChannel = Observable<MuxPort>;
