import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  startWith,
  Subject,
  switchMap,
  take,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { Token } from '../../wire/token';
import type { InputFeed, WriteInput } from '../../../operators/commandChannel';
import { frameResponse } from '../../../operators/frameResponse';
import type { Response } from '../../../operators/response';
import type { PortTraffic } from './portTraffic';

/** Bits that a byte takes on the line: start, eight, stop. */
const BITS_A_BYTE = 10;
/** How much slower than the line rate counted bytes may come. */
const PATIENCE = 3;

const isAnnouncement =
  (command: Command) =>
  (token: Token): token is Token & { kind: 'info' } =>
    token.kind === 'info' && token.command === command && token.bytes > 0;

const isPrompt =
  (command: Command) =>
  (token: Token): token is Token & { kind: 'prompt' } =>
    token.kind === 'prompt' && token.command === command;

/**
 * Fails when an answer is late. Counted bytes bring the time that they take on the line, whole: URCs that fill the gap of
 * lost bytes can't hold it open. While data is given, every piece that the port took begins the wait anew.
 */
const alarm = (
  tokens: Observable<Token>,
  command: Command,
  baudRate: number,
  given: Observable<void>,
): Observable<never> => {
  const { timeoutMs, payload, payloadAtOnce, prompt } = command.definition;
  const after = (waitedMs: number): Observable<never> =>
    timer(waitedMs).pipe(
      mergeMap(() =>
        throwError(
          () => new ModemError({ kind: 'timeout', phase: 'answer', waitedMs, command: command.redacted }),
        ),
      ),
    );
  // Most commands bring nothing that could lengthen the wait.
  if (!payload && !payloadAtOnce && !prompt) return after(timeoutMs);
  const announced = tokens.pipe(
    filter(isAnnouncement(command)),
    map(({ bytes }) => timeoutMs + Math.ceil((bytes * BITS_A_BYTE * 1_000 * PATIENCE) / baudRate)),
  );
  return merge(announced, given.pipe(map(() => timeoutMs))).pipe(startWith(timeoutMs), switchMap(after));
};

/** How one exchange is done. */
export interface ExchangeOptions {
  /** Line rate, for the time that counted bytes take. */
  readonly baudRate: number;
  /** Gives the data that the command asks for. */
  readonly feed?: InputFeed | undefined;
  /** Emits when the reader leaves. */
  readonly leaving?: Observable<void>;
}

/**
 * Says one command and hears it out: listens, then speaks; gives its data when the modem asks for it.
 *
 *     > AT+HTTPDATA=5,10000
 *     < DOWNLOAD
 *     >> hello
 *     < OK
 *
 * Emits the response once. Fails with the reasons of `frameResponse` and with `timeout`; who holds the line must see to it
 * that a late answer meets nobody.
 */
export const exchange = <A>(
  traffic: PortTraffic,
  command: Command<A>,
  { baudRate, feed, leaving = NEVER }: ExchangeOptions,
): Observable<Response<A>> =>
  defer(() => {
    const given = new Subject<void>();
    const give: WriteInput = (bytes) =>
      concat(
        traffic.give(bytes),
        defer(() => (given.next(), EMPTY)),
      );
    const asked = traffic.tokens.pipe(filter(isPrompt(command)), take(1));
    const fed = feed ? asked.pipe(mergeMap(({ wanted }) => feed({ give, wanted, leaving }))) : EMPTY;
    const late = alarm(traffic.tokens, command, baudRate, given);
    const waiting = merge(late, fed, traffic.say(command)).pipe(ignoreElements());
    return merge(traffic.tokens.pipe(frameResponse(command)), waiting).pipe(take(1));
  });
