import { asyncScheduler, type Subscription } from 'rxjs';

/** What a bell rings for. */
export interface BellParts {
  /** Does what is due. */
  readonly ring: () => void;
  /** How long until something is due; `undefined` if nothing waits. */
  readonly untilMs: () => number | undefined;
}

/**
 * One timer for a queue: it rings as long as something waits. Each ring schedules a new action, because the TestScheduler runs
 * a rescheduled action out of turn.
 */
export class Bell {
  /** The one that is set, or rings. */
  private timer: Subscription | undefined;

  constructor(private readonly parts: BellParts) {}

  /** Sets the timer if something waits. May be called from inside `ring`. */
  set(): void {
    if (!this.timer) this.setFor(this.parts.untilMs());
  }

  /** Rings no more. */
  stop(): void {
    this.timer?.unsubscribe();
  }

  private setFor(ms: number | undefined): void {
    this.timer = ms === undefined ? undefined : asyncScheduler.schedule(() => this.act(), ms);
  }

  private act(): void {
    this.parts.ring();
    this.setFor(this.parts.untilMs());
  }
}
