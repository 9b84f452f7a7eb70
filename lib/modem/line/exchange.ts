import {
  asyncScheduler,
  concat,
  defer,
  EMPTY,
  mergeMap,
  NEVER,
  Observable,
  type Subscriber,
  type Subscription,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import { latin1Bytes } from '../../grammar/latin1';
import type { Token } from '../../wire/token';
import type { InputFeed, WriteInput } from '../../../operators/commandChannel';
import type { Response } from '../../../operators/response';
import { ResponseFrame } from '../../../operators/responseFrame';
import { feedOnce } from './feedOnce';
import { lateOk } from './lateOk';
import { COUNTED_PAUSE_MS, limitPause, pauseLimit } from './pauseLimit';
import type { PortTraffic } from './portTraffic';

/** Bits that a byte takes on the line: start, eight, stop. */
const BITS_A_BYTE = 10;
/** How much slower than the line rate counted bytes may come. */
const SLOWNESS = 3;

/** How long a command whose answer comes from the network may go on after a URC that says that nothing more comes. */
const ENDED_MS = 3_000;

/** How one exchange is done. */
export interface ExchangeOptions {
  /** Line rate, for the time that counted bytes take. */
  readonly baudRate: number;
  /** Gives the data that the command asks for. */
  readonly feed?: InputFeed | undefined;
  /** Emits when the reader leaves. */
  readonly leaving?: Observable<void>;
  /** Fails when the command can't be answered any more. */
  readonly broken?: Observable<never>;
  /**
   * Called with the counted bytes that came before the modem fell silent among them. Returns true where they explain the
   * silence: then `broken` fails.
   */
  readonly interrupted?: ((bytes: Uint8Array) => boolean) | undefined;
  /** Called where `AT` was written into the silence of the command (`probeMs`): two answers may come. */
  readonly probed?: () => void;
  /** Called when the response has come, before it is emitted; given whether it had a value. */
  readonly answered?: (hadValue: boolean) => void;
  /** How long an empty answer is doubted, since a late `OK` may be on its way. */
  readonly doubtMs?: () => number;
}

/**
 * Says one command and waits for its end: subscribes first, then writes; gives its data when the modem asks for it.
 *
 *     > AT+HTTPDATA=5,10000
 *     < DOWNLOAD
 *     >> hello
 *     < OK
 *
 * Emits the response once. Fails with the reasons of `frameResponse`, with `timeout`, and as `broken` does. After a failure
 * the caller must keep a late answer away from the next command.
 */
export const exchange = <A>(
  traffic: PortTraffic,
  command: Command<A>,
  { baudRate, feed, leaving = NEVER, broken, interrupted, probed, answered, doubtMs }: ExchangeOptions,
): Observable<Response<A>> =>
  new Observable<Response<A>>((subscriber) => {
    const timeoutMs = limitMsOf(command);
    const error = (reason: unknown): void => subscriber.error(reason);
    const giveUp = (reason: ModemError): void =>
      feed
        ? subscriber.add(failAfter(inputCancelled(traffic, command), reason).subscribe({ error }))
        : error(reason);
    const alarm = deadline(command, giveUp);
    const frame = new ResponseFrame(command);
    const pause = pauseLimit(() => {
      if (!interrupted?.(frame.bytes())) error(late(command, COUNTED_PAUSE_MS));
    });
    // While data is given, the wait begins again after every piece that the port took.
    const giveWithin = (waitMs: number): WriteInput => giving(traffic, () => alarm.set(waitMs));
    const feeding = feed && feedOnce(command, feed, { timeoutMs, giveWithin, leaving, giveUp, error });
    subscriber.add(feeding?.asking);
    const framed = (token: Token): void => frameToken(frame, token, subscriber, answered);
    const isFed = (): boolean => feeding?.isFed() === true;
    const doubt = lateOk(command, frame, { leaving, isFed, doubtMs, drop: traffic.drop, believe: framed });
    const next = (token: Token): void => {
      if (extendsWait(command, token)) alarm.set(timeoutMs + lineMs(token.bytes, baudRate));
      limitPause(pause, token);
      if (doubt?.holds(token)) return;
      const fed = feeding?.take(token);
      if (fed) subscriber.add(fed);
      else framed(token);
    };
    broken?.subscribe(subscriber);
    if (subscriber.closed) return;
    if (waitsForPeer(command)) subscriber.add(endedBy(traffic, command, (line) => alarm.set(ENDED_MS, line)));
    subscriber.add(traffic.answer(command, next));
    for (const stop of [alarm.stop, pause.end, doubt?.end]) subscriber.add(stop);
    alarm.set(timeoutMs);
    subscriber.add(traffic.say(command).subscribe({ error }));
    subscriber.add(probe(traffic, command, probed)?.subscribe({ error }));
  });

const limitMsOf = ({ timeoutMs, definition }: Command): number => timeoutMs ?? definition.timeoutMs;

/** Whether the end of a command comes from the network or the far end. */
const waitsForPeer = ({ definition: { ending } }: Command): boolean =>
  ending.by !== 'final' || ending.waitsForPeer === true;

/** Counted bytes take time on the line; a list may be long, and each of its lines shows that the modem is at work. */
const extendsWait = ({ definition }: Command, token: Token): token is Token & { readonly kind: 'info' } =>
  token.kind === 'info' && (token.bytes > 0 || definition.mayBeEmpty);

const giving =
  (traffic: PortTraffic, isGiven: () => void): WriteInput =>
  (bytes) =>
    concat(
      traffic.give(bytes),
      defer(() => (isGiven(), EMPTY)),
    );

/** Adds a token to the response, which it may end. */
const frameToken = <A>(
  frame: ResponseFrame<A>,
  token: Token,
  subscriber: Subscriber<Response<A>>,
  answered: ExchangeOptions['answered'],
): void => {
  try {
    const response = frame.add(token);
    if (response === undefined) return;
    answered?.(response.values.length > 0);
    subscriber.next(response);
    subscriber.complete();
  } catch (reason) {
    subscriber.error(reason);
  }
};

/** The time that counted bytes take on the line. */
const lineMs = (bytes: number, baudRate: number): number =>
  Math.ceil((bytes * BITS_A_BYTE * 1_000 * SLOWNESS) / baudRate);

/**
 * Fails when an answer is late. Counted bytes bring the time that they take on the line, whole: URCs that fill the gap of
 * lost bytes can't hold it open.
 */
const deadline = (command: Command, failed: (error: ModemError) => void) => {
  let waiting: Subscription | undefined;
  let isOver = false;
  return {
    set: (waitedMs: number, said?: string): void => {
      waiting?.unsubscribe();
      if (isOver) return;
      waiting = asyncScheduler.schedule(() => failed(late(command, waitedMs, said)), waitedMs);
    },
    stop: (): void => {
      isOver = true;
      waiting?.unsubscribe();
    },
  };
};

const late = ({ redacted }: Command, waitedMs: number, said?: string): ModemError =>
  new ModemError({
    ...{ kind: 'timeout', phase: 'answer', waitedMs, command: redacted },
    ...(said === undefined ? {} : { said }),
  });

/** Calls `ended` with each URC that says that nothing more comes. */
const endedBy = ({ news }: PortTraffic, { args }: Command, ended: (line: string) => void): Subscription =>
  news.subscribe((token) => {
    if (token.kind !== 'urc' || token.definition.isEnd === undefined) return;
    const line = token.definition.form.write(token.values);
    if (token.definition.isEnd(line, args)) ended(line);
  });

/**
 * Ends the input of a command that is given up: its prompt, or the end of its data, may have been lost on the line, and the modem
 * would take the next command for data.
 *
 *     > AT+CMGS=19   …silence…   >> ESC
 */
const inputCancelled = (traffic: PortTraffic, { definition: { prompt } }: Command): Observable<never> =>
  prompt?.by === 'mark' && prompt.cancelledBy !== undefined
    ? traffic.give(latin1Bytes(prompt.cancelledBy))
    : EMPTY;

const failAfter = (first: Observable<never>, reason: ModemError): Observable<never> =>
  concat(
    first,
    throwError(() => reason),
  );

const ATTENTION = latin1Bytes('AT\r');

/**
 * Asks a modem that says nothing whether it is still at work.
 *
 *     > AT+HTTPINIT   …silence…   >> AT   < OK
 */
const probe = (
  traffic: PortTraffic,
  { definition: { probeMs } }: Command,
  probed: (() => void) | undefined,
): Observable<never> | undefined =>
  probeMs === undefined
    ? undefined
    : timer(probeMs).pipe(
        mergeMap(() => {
          probed?.();
          return traffic.give(ATTENTION);
        }),
      );
