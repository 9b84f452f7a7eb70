import { timer } from 'rxjs';
import { heardAt } from './outgoing/heardAt';

/** How long the result code of `AT+IPR` keeps the old rate: it leaves the modem first (SIM800 AT manual V1.09 page 54). */
const CHANGE_MS = 20;

/**
 * The rate of a modem's port. Bytes that cross at another rate are read as noise, both ways.
 *
 *     modem 9,600   host 115,200      > AT      the modem reads noise
 *                                     < RDY     the host reads noise
 */
export class PortRate {
  private current: number | undefined;
  private isChanging = false;

  /** `wanted` is the rate that is set now; `undefined` for a port that works at any. */
  constructor(private readonly wanted: () => number | undefined) {
    this.current = wanted();
  }

  /** What the modem reads of bytes that a host sends at its rate. */
  toModem(bytes: Uint8Array, hostBaud: number | undefined): Uint8Array {
    const own = this.now();
    return own && hostBaud ? heardAt(bytes, hostBaud, own) : bytes;
  }

  /** What a host reads at its rate of bytes that the modem sends. */
  toHost(bytes: Uint8Array, hostBaud: number | undefined): Uint8Array {
    const own = this.now();
    return own && hostBaud ? heardAt(bytes, own, hostBaud) : bytes;
  }

  /** 0 finds the rate by itself, `undefined` takes any: both read all. */
  private now(): number | undefined {
    if (this.wanted() !== this.current && !this.isChanging) {
      this.isChanging = true;
      timer(CHANGE_MS).subscribe(() => {
        this.isChanging = false;
        this.current = this.wanted();
      });
    }
    return this.current;
  }
}
