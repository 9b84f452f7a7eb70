import { asyncScheduler, type Subscription } from 'rxjs';

/** What a bell rings for. */
export interface BellParts {
  /** Does what is due. */
  readonly ring: () => void;
  /** How long until something is due; `undefined` where nothing waits. */
  readonly untilMs: () => number | undefined;
}

/**
 * One timer for all that waits in a row: it rings as long as something does. Each ring has an action of its own: one that is
 * set again for the same time keeps its interval, and the TestScheduler takes that out of turn.
 */
export class Bell {
  /** The one that is set, or rings. */
  private timer: Subscription | undefined;

  constructor(private readonly parts: BellParts) {}

  /** Something waits; it may be told from inside `ring`, too. */
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
