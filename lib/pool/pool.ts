import { defer, ignoreElements, Observable, type ObservableInput, share } from 'rxjs';
import type { Flows } from '../flows/flows';
import { flowsBy } from '../flows/flowsBy';
import { joining } from './joining';
import type { PoolEntry, PoolMember } from './poolMember';
import { type PoolPolicy, poolPolicy } from './poolPolicy';
import type { PoolRun } from './poolRun';
import { runOn } from './runOn';
import { Slots } from './slots';

/** Several modems as one: a target of flows, `http.get(fleet, url)`. */
export interface Pool extends Flows {
  /** Runs any flow on the best modem. */
  readonly run: PoolRun;
  /** The same for the one modem of this name, in turn with the others' flows; flows wait for it. */
  readonly on: (name: string) => Flows & { readonly run: PoolRun };
  /**
   * What is known of the modems: replays, and tells what is new. Their ports are open while somebody is subscribed here or to a
   * flow: subscribe to keep them.
   */
  readonly members: Observable<readonly PoolMember[]>;
}

/** Holds something for as long as an Observable is subscribed to, and a little longer than that. */
const holding =
  (held: Observable<never>) =>
  <T>(source: Observable<T>): Observable<T> =>
    new Observable((reader) => {
      const hold = held.subscribe({ error: (error: unknown) => reader.error(error) });
      reader.add(source.subscribe(reader));
      reader.add(hold);
    });

/**
 * Makes one of several modems.
 *
 *     const fleet = pool([connect(serialPort('/dev/ttyUSB0'), sim800), connect(serialPort('/dev/ttyUSB1'), a7600)]);
 *     http.get(fleet, 'http://example.com/').pipe(collect())
 *
 *     first     --north----------|
 *     second    --south--|               each on the best modem that is free: registered, least in use, bearer open, signal
 *     third     ..........south----|     waits for the first that is
 *     fourth    --!                      left while it waits: nothing is said
 *
 * A modem has one flow of the pool at a time. One that fails on a modem for a reason that lies there goes on on another, if it
 * may be repeated: a GET behind the bytes that were emitted (`resumed`), a POST only where it can't have reached the server.
 * Modems are connected to while somebody is subscribed to a flow or to `members`; they come as `modems` emits them, go when their
 * Observable completes, and come again after their connection failed.
 *
 * Flows fail as they do on one modem; with `network` of step `pool` where no modem is fit for `waitMs`.
 */
export const pool = (modems: ObservableInput<PoolEntry>, given: PoolPolicy = {}): Pool => {
  const policy = poolPolicy(given);
  const seats = new Slots(policy);
  const open = defer(() => joining(modems, seats, policy)).pipe(
    share({ resetOnRefCountZero: () => seats.quiet }),
  );
  const held = holding(open.pipe(ignoreElements()));
  const narrowed = (name?: string): Flows & { readonly run: PoolRun } => {
    const run: PoolRun = (flow, options = {}) => held(runOn({ seats, policy }, name, flow, options));
    const flows = flowsBy((begin) =>
      defer(() => {
        const { on, elsewhere } = begin();
        return run(on, { elsewhere });
      }),
    );
    return Object.freeze({ ...flows, run });
  };
  return Object.freeze({ ...narrowed(), on: narrowed, members: held(seats.members) });
};
