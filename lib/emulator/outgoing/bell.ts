import { asyncScheduler, type SchedulerAction, type Subscription } from 'rxjs';

/** What a bell rings for. */
export interface BellParts {
  /** Does what is due. */
  readonly ring: () => void;
  /** How long until something is due; `undefined` where nothing waits. */
  readonly untilMs: () => number | undefined;
}

/** One timer for all that waits in a row: it rings as long as something does. */
export class Bell {
  private timer: Subscription | undefined;
  /** The timer as it may be set again: making a new one each time costs more than what it rings for. */
  private again: SchedulerAction<void> | undefined;
  private isSet = false;

  constructor(private readonly parts: BellParts) {}

  /** Something waits; it may be told from inside `ring`, too. */
  set(): void {
    if (!this.isSet) this.setFor(this.parts.untilMs());
  }

  /** Rings no more. */
  stop(): void {
    this.timer?.unsubscribe();
  }

  private setFor(ms: number | undefined): void {
    this.isSet = ms !== undefined;
    if (ms === undefined) return;
    if (this.again) this.again.schedule(undefined, ms);
    else this.timer = this.made(ms);
  }

  private made(ms: number): Subscription {
    const act = (action: SchedulerAction<void>): void => {
      this.again = action;
      this.parts.ring();
      this.setFor(this.parts.untilMs());
    };
    return asyncScheduler.schedule(function () {
      act(this);
    }, ms);
  }
}
