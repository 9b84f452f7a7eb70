import { type Subscription, timer } from 'rxjs';

/** A start that takes time. Until it is over, the modem neither receives nor sends. */
export class Starting {
  private running: Subscription | undefined;

  get isUnderWay(): boolean {
    return this.running !== undefined;
  }

  /** Begins the start, again if one is under way. Ends at once if it takes no time. */
  begin(takesMs: number, done: () => void): void {
    this.stop();
    if (takesMs === 0) return done();
    this.running = timer(takesMs).subscribe(() => {
      this.running = undefined;
      done();
    });
  }

  stop(): void {
    this.running?.unsubscribe();
    this.running = undefined;
  }
}
