import { type Subscription, timer } from 'rxjs';
import { latin1 } from '../grammar/latin1';
import { monotonicNow } from '../../operators/monotonicNow';

/** Silence in front of `+++` and behind it (SIM800 AT manual V1.09 pages 36–37, A76XX pages 52–53). */
const GUARD_MS = 1_000;
const ESCAPE = '+++';

/**
 * A transparent connection: what the host sends goes to the peer, which says nothing, until `+++` with a second of silence on both
 * sides.
 */
export class DataMode {
  private typed = '';
  private lastMs = -Infinity;
  private escape: Subscription | undefined;

  constructor(private readonly left: () => void) {}

  hear(bytes: Uint8Array): void {
    const now = monotonicNow();
    this.escape?.unsubscribe();
    // What follows other bytes too soon is data.
    this.typed = now - this.lastMs >= GUARD_MS ? latin1(bytes) : `${this.typed}${latin1(bytes)}`.slice(-8);
    this.lastMs = now;
    if (this.typed === ESCAPE) this.escape = timer(GUARD_MS).subscribe(() => this.left());
  }

  cutShort(): void {
    this.escape?.unsubscribe();
  }
}
