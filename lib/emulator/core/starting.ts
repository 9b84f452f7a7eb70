import { type Subscription, timer } from 'rxjs';

/** A start that takes its time: until it is over, the modem neither hears nor says anything. */
export class Starting {
  private running: Subscription | undefined;

  get isUnderWay(): boolean {
    return this.running !== undefined;
  }

  /** Begins, anew where it is under way; done at once where it takes no time. */
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
