import {
  Observable,
  queueScheduler,
  type SchedulerAction,
  Subject,
  type Subscriber,
  type Subscription,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import type { Vocabulary } from '../../grammar/vocabulary';
import { latin1Bytes } from '../../grammar/latin1';
import { countedSoFar } from '../../wire/countedSoFar';
import { LineMemory } from '../../wire/lineMemory';
import type { Token } from '../../wire/token';
import { Tokenizer } from '../../wire/tokenizer';
import type { Traffic } from '../../wire/traffic';
import type { Port, Written } from '../../wire/transport';
import { pauseLimit } from './pauseLimit';
import type { TraceEntry } from '../trace/traceEntry';
import { trace } from '../trace/trace';

/** What crosses one port, in one order, and the tokens that it means, each delivered to the readers that want it. */
export interface PortTraffic {
  /** Tokens that no command asked for, `urc` and `unknown`. Hot. */
  readonly news: Observable<Token>;
  /** Tokens that say something about the modem: `urc`, `echo`, `info` and `final`. Hot. */
  readonly facts: Observable<Token>;
  /** Delivers the tokens of the open command to its exchange, until the returned function is called. */
  readonly answer: (command: Command, next: (token: Token) => void) => () => void;
  readonly trace: Observable<TraceEntry>;
  /** Completes, or fails, when the port goes away. */
  readonly ended: Observable<never>;
  /** Puts a command into the traffic, then writes it. */
  readonly say: (command: Command) => Observable<never>;
  /** Puts data into the traffic, then writes it. */
  readonly give: (bytes: Uint8Array) => Observable<never>;
  /** Closes the open command in the fold: its tokens have no reader any more. */
  readonly drop: () => void;
  /** Writes a note into the trace. */
  readonly note: (text: string) => void;
  /** Redacts an unexplained line for people: no secret is left in it. */
  readonly redact: (line: string) => string;
  readonly subscription: Subscription;
}

/**
 * Reads and writes a port: both directions meet in one traffic, and one fold turns it into tokens. `stalled` is given what came of counted
 * bytes that a URC announced, where the modem falls silent among them, and tells whether they are to be given up.
 */
export const portTraffic = (
  port: Port,
  known: Vocabulary,
  traceTexts: boolean,
  stalled: (bytes: Uint8Array) => boolean = () => false,
): PortTraffic => {
  const ended = new Subject<never>();
  const { entries, record, redact } = trace(traceTexts);
  const { deliver, ...readers } = delivery();
  const tokenizer = new Tokenizer(LineMemory.of(known));
  const { take, end } = pausing(tokenizer, stalled, (item) => enter(item));
  const { enter, subscription } = inTurn((item: Traffic) => {
    if (item.kind === 'said' || item.kind === 'gave') record(item);
    // A plain loop: this is done for every piece of a line.
    const tokens = take(item);
    for (let at = 0; at < tokens.length; at += 1) {
      record(tokens[at] as Token);
      deliver(tokens[at] as Token);
    }
  });
  subscription.add(end);
  subscription.add(
    port.incoming.subscribe({
      next: (bytes) => enter({ kind: 'heard', bytes }),
      error: (error: unknown) => ended.error(error),
      complete: () => ended.complete(),
    }),
  );
  const write = writing(port, enter);
  // `Object.assign` costs less memory than spreading: V8 gives each spread object a hidden class of its own.
  return Object.assign(readers, {
    ended,
    trace: entries,
    say: (command: Command) => write({ kind: 'said', command }, latin1Bytes(`${command.text}\r`)),
    give: (bytes: Uint8Array) => write({ kind: 'gave', bytes }, bytes),
    drop: () => enter({ kind: 'dropped' }),
    note: (text: string) => record({ kind: 'note', text }),
    redact,
    subscription,
  });
};

/**
 * Watches the pauses among counted bytes that a URC announced, and in a text in quotes that has no end: no command waits for them.
 */
const pausing = (
  tokenizer: Tokenizer,
  stalled: (bytes: Uint8Array) => boolean,
  enter: (item: Traffic) => void,
) => {
  const { begin, end } = pauseLimit(() => {
    end();
    const bytes = countedSoFar(tokenizer);
    if (bytes === undefined) enter({ kind: 'paused' });
    else if (stalled(bytes)) enter({ kind: 'dropped' });
  });
  const take = (item: Traffic): readonly Token[] => {
    const tokens = tokenizer.take(item);
    if (countedSoFar(tokenizer) || tokenizer.reader.openQuote) begin();
    else end();
    return tokens;
  };
  return { take, end };
};

/** Puts what is written into the traffic, then writes it. By the same queue: it is in the trace before its bytes are written. */
const writing =
  (port: Port, enter: (item: Traffic) => void) =>
  (item: Written, bytes: Uint8Array): Observable<never> =>
    new Observable((subscriber) => {
      enter(item);
      const written = port.write(bytes, item);
      return queueScheduler.schedule(() => {
        written.subscribe(subscriber);
      });
    });

/**
 * Takes each item in its turn of the queue: when a token provokes a command, its reply waits for the tokens that came with it, and
 * work that begins waits for what has come in. It does what `observeOn(queueScheduler)` does, with one action for all items. An error
 * of `take` is reported as RxJS reports one of an observer, and the next item is taken.
 */
const inTurn = <T>(take: (item: T) => void) => {
  const waiting: T[] = [];
  let taker: Subscriber<T> | undefined;
  const subscription = new Observable<T>((subscriber) => {
    taker = subscriber;
  }).subscribe(take);
  const scheduled = (): SchedulerAction<void> =>
    queueScheduler.schedule(() => {
      // Mostly one waits, and `pop` keeps the memory of the array.
      const item = waiting.length > 1 ? waiting.shift() : waiting.pop();
      if (item !== undefined) taker?.next(item);
    }) as SchedulerAction<void>;
  let action = scheduled();
  const enter = (item: T): void => {
    waiting.push(item);
    let turns = 1;
    if (action.closed) {
      // An error in somebody else's action has cancelled what was in the queue: all that waits has its turn now.
      turns = waiting.length - 1;
      action = scheduled();
    }
    for (; turns > 0; turns -= 1) action.schedule();
  };
  return { enter, subscription };
};

/** The one place that decides who reads a token. */
const delivery = () => {
  const news = new Subject<Token>();
  const facts = new Subject<Token>();
  let open: { readonly command: Command; readonly next: (token: Token) => void } | undefined;
  const deliver = (token: Token): void => {
    switch (token.kind) {
      case 'urc':
        facts.next(token);
        news.next(token);
        return;
      case 'unknown':
        news.next(token);
        break;
      case 'echo':
      case 'info':
      case 'final':
        facts.next(token);
        break;
      case 'accepted':
      case 'payload':
      case 'prompt':
      case 'corrupt':
    }
    if (open && token.command === open.command) open.next(token);
  };
  const answer: PortTraffic['answer'] = (command, next) => {
    const mine = { command, next };
    open = mine;
    return () => {
      if (open === mine) open = undefined;
    };
  };
  return { deliver, answer, news, facts };
};
