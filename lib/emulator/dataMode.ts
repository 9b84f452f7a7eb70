import { type Subscription, timer } from 'rxjs';
import { latin1, latin1Bytes } from '../grammar/latin1';
import { monotonicNow } from '../../operators/monotonicNow';
import type { DataCall } from './core/dataCall';

/** Silence in front of `+++` and behind it (SIM800 AT manual V1.09 pages 36–37, A76XX pages 52–53). */
const GUARD_MS = 1_000;
const ESCAPE = '+++';

/**
 * The port in data mode. Bytes of the host go to the peer until the host sends `+++` with a second of silence on both sides.
 *
 *     host     a----+++-----
 *     peer     a------------
 *     left     ----------x        a second after the last +
 */
export class DataMode {
  /** What may be the beginning of the escape. It goes to the peer when it turns out to be none. */
  private kept = '';
  private lastMs = -Infinity;
  private guard: Subscription | undefined;

  constructor(
    private readonly call: DataCall,
    private readonly left: () => void,
  ) {}

  hear(bytes: Uint8Array): void {
    const now = monotonicNow();
    const isQuiet = now - this.lastMs >= GUARD_MS;
    this.lastMs = now;
    this.guard?.unsubscribe();
    const whole = this.kept + latin1(bytes);
    this.kept = '';
    // What follows other bytes too soon is data.
    if ((isQuiet || whole.length > bytes.length) && ESCAPE.startsWith(whole)) this.wait(whole);
    else this.call.send(latin1Bytes(whole));
  }

  cutShort(): void {
    this.guard?.unsubscribe();
  }

  private wait(typed: string): void {
    this.kept = typed;
    this.guard = timer(GUARD_MS).subscribe(() => {
      this.kept = '';
      if (typed === ESCAPE) this.left();
      else this.call.send(latin1Bytes(typed));
    });
  }
}
