import {
  defer,
  map,
  type Observable,
  observeOn,
  queueScheduler,
  Subject,
  subscribeOn,
  type Subscription,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import type { Vocabulary } from '../../grammar/vocabulary';
import { tokenizerStep, initialState } from '../../wire/tokenizerStep';
import { latin1Bytes } from '../../wire/latin1';
import type { Token } from '../../wire/token';
import type { Traffic } from '../../wire/traffic';
import type { Port, Written } from '../../wire/transport';
import { mealy } from '../../../operators/mealy';
import type { TraceEntry } from '../trace/traceEntry';
import { trace } from '../trace/trace';

/** A port with a tokenizer on it: everything that crosses it, in one order. */
export interface PortTraffic {
  readonly tokens: Observable<Token>;
  readonly trace: Observable<TraceEntry>;
  /** Completes, or fails, when the port goes away. */
  readonly ended: Observable<never>;
  /** Puts a command into the traffic, then writes it. */
  readonly say: (command: Command) => Observable<never>;
  /** Puts data into the traffic, then writes it. */
  readonly give: (bytes: Uint8Array) => Observable<never>;
  /** Tells the tokenizer that nobody waits for the open command any more. */
  readonly drop: () => void;
  readonly note: (text: string) => void;
  /** A line that nothing explains, for people: nothing secret shows. */
  readonly redact: (line: string) => string;
  readonly subscription: Subscription;
}

/**
 * Begins a conversation on a port: both directions meet in one traffic, one fold makes tokens of it, and whoever is
 * interested shares them.
 */
export const portTraffic = (port: Port, known: Vocabulary): PortTraffic => {
  const traffic = new Subject<Traffic>();
  const tokens = new Subject<Token>();
  const ended = new Subject<never>();
  const step = tokenizerStep(known);
  const { entries, record, redact } = trace();
  // The queue keeps the order when a token provokes a command: its reply waits for the tokens that came with it.
  const heard = traffic.pipe(
    observeOn(queueScheduler),
    mealy(initialState, (state, item: Traffic) => {
      if (item.kind === 'said' || item.kind === 'gave') record(item);
      return step(state, item);
    }),
  );
  const subscription = heard.subscribe((token) => {
    record(token);
    tokens.next(token);
  });
  subscription.add(
    port.incoming.pipe(map((bytes): Traffic => ({ kind: 'heard', bytes }))).subscribe({
      next: (item) => traffic.next(item),
      error: (error: unknown) => ended.error(error),
      complete: () => ended.complete(),
    }),
  );
  const write = (item: Written, bytes: Uint8Array): Observable<never> => {
    traffic.next(item);
    // By the same queue: the item is in the traffic, and in the trace, before its bytes are written.
    return port.write(bytes, item).pipe(subscribeOn(queueScheduler));
  };
  return {
    tokens,
    ended,
    trace: entries,
    say: (command) => defer(() => write({ kind: 'said', command }, latin1Bytes(`${command.text}\r`))),
    give: (bytes) => defer(() => write({ kind: 'gave', bytes }, bytes)),
    drop: () => traffic.next({ kind: 'dropped' }),
    note: (text) => record({ kind: 'note', text }),
    redact,
    subscription,
  };
};
