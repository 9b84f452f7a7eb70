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
  /** The same for the modem of this name, in turn with other flows. A flow waits until that modem is free. */
  readonly on: (name: string) => Flows & { readonly run: PoolRun };
  /**
   * The states of all modems: replays, and emits each change, which costs as much as there are modems: `member` and `anyFits` cost
   * the same in any pool. The ports are open while this, `member` or a flow is subscribed
   * to: subscribe to keep them open.
   */
  readonly members: Observable<readonly PoolMember[]>;
  /** Whether any modem is fit for a flow: replays. */
  readonly anyFits: Observable<boolean>;
  /** The state of the modem of this name: replays, and emits its changes only. `undefined` while it is not in the pool. */
  readonly member: (name: string) => Observable<PoolMember | undefined>;
}

/** Keeps `held` subscribed to while an Observable is, and unsubscribes it afterwards. */
const holding =
  (held: Observable<never>) =>
  <T>(source: Observable<T>): Observable<T> =>
    new Observable((reader) => {
      const hold = held.subscribe({ error: (error: unknown) => reader.error(error) });
      reader.add(source.subscribe(reader));
      reader.add(hold);
    });

/**
 * Makes a pool of several modems, which has the flows of one modem.
 *
 *     const fleet = pool([openModem(serialPort('/dev/ttyUSB0'), sim800), openModem(serialPort('/dev/ttyUSB1'), a7600)]);
 *     http.get(fleet, 'http://example.com/').pipe(collect())
 *
 *     first     --north----------|
 *     second    --south--|               each on the best free modem: registered, least in use, bearer open, signal
 *     third     ..........south----|     waits for the first free one
 *     fourth    --!                      unsubscribed while it waits: nothing is sent
 *
 * A modem runs one flow of the pool at a time. A flow that fails for a reason of its modem continues on another one, if it may
 * be repeated: a GET after the bytes that were emitted (`resumed`), a POST only where it can't have reached the server. Modems
 * join as `modems` emits them, leave when their Observable completes, and join again after their connection failed.
 *
 * Flows fail as on one modem, and with `network` of step `pool` where no modem is fit for `waitMs`.
 */
export const pool = (modems: ObservableInput<PoolEntry>, given: PoolPolicy = {}): Pool => {
  const policy = poolPolicy(given);
  const slots = new Slots(policy);
  const open = defer(() => joining(modems, slots, policy)).pipe(
    share({ resetOnRefCountZero: () => slots.quiet }),
  );
  const held = holding(open.pipe(ignoreElements()));
  const narrowed = (name?: string): Flows & { readonly run: PoolRun } => {
    const run: PoolRun = (flow, options = {}) => held(runOn({ slots, policy }, name, flow, options));
    const flows = flowsBy((begin) =>
      defer(() => {
        const { on, elsewhere } = begin();
        return run(on, { elsewhere });
      }),
    );
    return Object.freeze({ ...flows, run });
  };
  return Object.freeze({
    ...narrowed(),
    on: narrowed,
    members: held(slots.members),
    anyFits: held(slots.anyFits),
    member: (name: string) => held(slots.member(name)),
  });
};
